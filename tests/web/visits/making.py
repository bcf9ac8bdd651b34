"""People at the counter for tests of the pages, through the real actions."""

from datetime import date, datetime

from lawang.people.audit import CITIZEN, staff_actor
from lawang.visits.booking import take
from lawang.visits.desk import check_in, walk_in
from lawang.visits.models import Visit
from lawang.visits.wishes import Wish
from tests.office_world import AT, GOWA

DEPOK = "dinsos-depok"
FRIDAY = date(2021, 1, 22)
EVENING = datetime.fromisoformat("2021-01-21T18:00+07:00")
SARI = {"name": "Sari Melati", "phone": "0800-000-0112", "nik": "3276015708909112", "priority": ""}


def walked_in(*, office: str = GOWA, service: str = "kis", at: datetime = AT) -> Visit:
    """Somebody with a number in the hall of this office."""
    wish = Wish(office, service, at.date(), person="3276015708909999", starts_at=at,
                name="Warga Langsung", channel="counter")  # fmt: skip
    return walk_in(wish=wish, by=staff_actor(1), at=at)


def booked(serial: int = 1, *, hour: str = "08:00", at: datetime = EVENING) -> Visit:
    """A number at Depok on its Friday of thirty."""
    starts_at = datetime.fromisoformat(f"{FRIDAY}T{hour}+07:00")
    return take(
        wish=Wish(DEPOK, "kis", FRIDAY, f"327601570890{serial:04d}", starts_at,
                  name=f"Warga {serial}", phone=f"+6280000{serial:05d}"),
        by=CITIZEN, at=at,
    ).visit  # fmt: skip


def arrived(serial: int, at: datetime) -> Visit:
    """Booked and in the hall."""
    return check_in(visit=booked(serial), by=staff_actor(1), at=at).visit
