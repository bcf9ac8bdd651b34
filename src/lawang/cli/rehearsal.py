"""The rehearsal: five offices and a small invented town, made when a database is new."""

from collections.abc import Sequence
from datetime import datetime

from lawang.cli.office_files import read_all
from lawang.cli.options import SignIn

# Invented people, one row an office: head, two verifiers, front desk, operator, IT admin.
NAMES = {
    "dinsos-depok": ("Ratna Wulandari", "Laras Pramesti", "Bayu Segara", "Tini Marlina",
                     "Joko Santosa", "Dewi Anggun"),
    "dinsos-gowa": ("Andi Mappa", "Rahma Daeng", "Irfan Latif", "Suriani Baso",
                    "Hasnah Tola", "Fadli Rewa"),
    "dinsos-lebak": ("Entis Sumarna", "Neneng Asih", "Ujang Rohmat", "Imas Kurnia",
                     "Asep Taryana", "Yayah Rokayah"),
    "disdukcapil-bogor": ("Dadan Suherlan", "Euis Komala", "Cecep Hidayat", "Lilis Suryati",
                          "Wawan Gunadi", "Nining Sari"),
    "disdukcapil-bekasi": ("Mulyadi Karsa", "Siti Badriah", "Roni Setiabudi", "Ani Kusmiati",
                           "Dedi Junaedi", "Wiwin Astuti"),
}  # fmt: skip
PLACES = (
    ("kepala", "head"), ("verifikator1", "verifier"), ("verifikator2", "verifier"),
    ("loket", "front_desk"), ("operator", "operator"), ("ti", "it_admin"),
)  # fmt: skip


def load(*, at: datetime) -> Sequence[SignIn]:
    """Fill a new rehearsal database as it stands at `at`; gives the demo accounts to print once."""
    from lawang.cli import town
    from lawang.offices.actions import load_offices

    files = read_all()
    load_offices(files=files, at=at)
    sign_ins: list[SignIn] = []
    for office, _ in files:
        sign_ins += _staff(office.slug, office.full_name, at)
    town.build(at=at)
    return sign_ins


def load_office_files(*, at: datetime) -> tuple[str, ...]:
    """Bring changed office files into a rehearsal; Stop with file and line when one is broken."""
    from lawang.offices.actions import load_offices

    return load_offices(files=read_all(), at=at)


def _staff(slug: str, office: str, at: datetime) -> list[SignIn]:
    from lawang.people.actions import open_account, quick_hash, random_password
    from lawang.people.audit import LAWANG
    from lawang.people.staff import Role

    town = slug.partition("-")[2] or slug
    made = []
    for (place, role), name in zip(PLACES, NAMES.get(slug, ("Contoh Nama",) * 6), strict=True):
        username, password = f"{place}.{town}", random_password()
        open_account(office=slug, username=username, name=name, role=role, by=LAWANG, at=at,
                     password_hash=quick_hash(password))  # fmt: skip
        made.append(SignIn(f"{office}, {Role(role).label} {name}", username, password))
    return made
