"""Two rehearsal offices with staff, for tests of the pile and of the pages behind the door."""

from dataclasses import dataclass
from datetime import datetime

from lawang.offices.actions import load_offices
from lawang.offices.files import FOLDER, read_office
from lawang.people.actions import open_account
from lawang.people.audit import LAWANG
from lawang.people.staff import Role, Staff

AT = datetime.fromisoformat("2021-01-19T09:00+08:00")
PASSWORD = "benar-benar-panjang"
GOWA, DEPOK = "dinsos-gowa", "dinsos-depok"


@dataclass(frozen=True)
class World:
    """Gowa, whose counter is open that day, and Depok, by role."""

    gowa: dict[str, Staff]
    depok: dict[str, Staff]


def load(*slugs: str) -> None:
    """Bring these offices into the database."""
    paths = [FOLDER / f"{slug}.toml" for slug in slugs]
    load_offices(files=[(read_office(path), path.read_text("utf-8")) for path in paths], at=AT)


def staff_of(slug: str) -> dict[str, Staff]:
    """One account a role; user names like `head.gowa`."""
    town = slug.partition("-")[2]
    return {
        role: open_account(
            office=slug, username=f"{role}.{town}", name=f"{role} {town}", role=role,
            by=LAWANG, at=AT, password=PASSWORD,
        )
        for role in Role.values
    }  # fmt: skip


def make_world() -> World:
    """Both offices with everybody."""
    load(GOWA, DEPOK)
    return World(staff_of(GOWA), staff_of(DEPOK))
