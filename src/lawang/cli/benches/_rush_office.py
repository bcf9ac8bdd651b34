"""The office of `bench rush`, in a process of its own: python -m … make NUMBERS | check | floor S.

`make` fills a new database with Depok, its clock on the evening before Friday 22 January 2021, and
NUMBERS for that Friday. `check` prints what was issued as JSON. `floor` repeats the bare
statement that draws a number, each in its own transaction, and prints how many a second.
"""

import json
import sys
import threading
import time
from datetime import datetime

from lawang.cli import prepare
from lawang.cli.options import Stop
from lawang.common import clock
from lawang.start import start_django

OFFICE, DAY, POOL = "dinsos-depok", "2021-01-22", "loket"
AS_OF = datetime.fromisoformat("2021-01-21T18:00+07:00")


def make(numbers: int) -> None:
    """A new database with this many numbers on the day."""
    prepare.migrate()
    from lawang.offices import files
    from lawang.offices.actions import load_offices
    from lawang.offices.installation import Installation

    offset = round((AS_OF - clock.real_now()).total_seconds())
    Installation.objects.create(
        kind="rehearsal", created_at=clock.real_now(), clock_offset_seconds=offset
    )
    path = files.FOLDER / f"{OFFICE}.toml"
    text = path.read_text(encoding="utf-8").replace("batas = 30", f"batas = {numbers}")
    # Invented telephone numbers are few, so one stands for many people here.
    text = text.replace("[kunjungan]\n", f"[kunjungan]\nnomor_per_hp = {numbers + 1}\n")
    if numbers > 30:  # the hall is as large as the measurement
        text = text.replace("menit_layanan = 8", "menit_layanan = 1")
        text = text.replace("loket = 2", f"loket = {numbers}")
        text = text.replace("batas_ruang = 10", f"batas_ruang = {numbers}")
    load_offices(files=[(files.read_office_text(text, path), text)], at=AS_OF)


def check() -> dict[str, object]:
    """Numbers issued, whether they are 1 to the last without a gap, and one to a person."""
    from lawang.visits.models import PoolDay, Visit

    visits = Visit.objects.for_office(OFFICE).filter(day=DAY)
    drawn = sorted(visits.values_list("sequence", flat=True))
    people = visits.values("person_index").distinct().count()
    counter = PoolDay.objects.for_office(OFFICE).filter(day=DAY, pool=POOL).first()
    return {
        "issued": len(drawn),
        "whole": drawn == list(range(1, len(drawn) + 1)),
        "one_each": people == len(drawn),
        "counter": counter.used if counter else 0,
    }


def floor(seconds: float, clients: int) -> float:
    """Draws a second of the bare statement on one hot row, by this many connections."""
    from django.db import connection, transaction

    from lawang.visits.drawing import draw

    until, done = time.monotonic() + seconds, [0] * clients

    def client(place: int) -> None:
        while time.monotonic() < until:
            with transaction.atomic():
                draw(office=OFFICE, site="floor", day=AS_OF.date(), limits={"hot": 10**9})
            done[place] += 1
        connection.close()

    threads = [threading.Thread(target=client, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / seconds


def main(words: list[str]) -> int:
    """One of the three."""
    try:
        start_django()
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 2
    if words[0] == "make":
        make(int(words[1]))
    elif words[0] == "check":
        print(json.dumps(check()))
    else:
        print(floor(float(words[1]), int(words[2])))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
