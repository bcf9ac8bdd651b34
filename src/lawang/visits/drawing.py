"""Drawing from a day's pools: one conditional statement, right on both databases at any rush.

It adds one to every pool asked, in one fixed order, and only where there is room; a sold-out
pool matches nothing. What was drawn beside a full one is undone with the caller's transaction.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import connection

from lawang.common.refusal import Refusal

DRAW = """
INSERT INTO visits_poolday (office, site, day, pool, used, last) VALUES {rows}
ON CONFLICT (office, site, day, pool) DO UPDATE
SET used = visits_poolday.used + 1, last = visits_poolday.last + 1
WHERE visits_poolday.used < CASE visits_poolday.pool {limits} ELSE 0 END
RETURNING pool, last
"""
USED = "SELECT pool, used FROM visits_poolday WHERE office = %s AND site = %s AND day = %s"
GIVE_BACK = """
UPDATE visits_poolday SET used = used - 1
WHERE office = %s AND site = %s AND day = %s AND pool = %s AND used > 0
"""


class PoolFull(Refusal):
    """There is no room; fact `pool`."""

    default_code = "pool_full"


def draw(*, office: str, site: str, day: date, limits: Mapping[str, int]) -> dict[str, int]:
    """One place in each pool; gives the number drawn from each. Inside the caller's transaction.

    `limits`: pool to the most that may be used. Raises `PoolFull`; roll back then.
    """
    pools = sorted(limits)
    for pool in pools:
        if limits[pool] < 1:
            raise PoolFull(pool=pool)
    statement = DRAW.format(
        rows=", ".join(["(%s, %s, %s, %s, 1, 1)"] * len(pools)),
        limits=" ".join(["WHEN %s THEN %s"] * len(pools)),
    )
    asked: list[str | int | date] = []
    for pool in pools:
        asked += [office, site, day, pool]
    for pool in pools:
        asked += [pool, limits[pool]]
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        drawn = dict(cursor.fetchall())
    for pool in pools:
        if pool not in drawn:
            raise PoolFull(pool=pool)
    return drawn


def give_back(*, office: str, site: str, day: date, pools: Iterable[str]) -> None:
    """Free one place in each of these; the number itself is not drawn again."""
    with connection.cursor() as cursor:
        for pool in sorted(pools):
            cursor.execute(GIVE_BACK, [office, site, day, pool])


def hold_rows(*, office: str, site: str, places: Iterable[tuple[date, str]]) -> None:
    """Lock these counters in one order, for who gives back and draws in one transaction.

    Two people changing days crosswise would otherwise wait for each other.
    """
    if connection.vendor != "postgresql":
        return  # SQLite has one writer
    with connection.cursor() as cursor:
        for day, pool in sorted(set(places)):
            cursor.execute(
                "INSERT INTO visits_poolday (office, site, day, pool, used, last)"
                " VALUES (%s, %s, %s, %s, 0, 0) ON CONFLICT (office, site, day, pool)"
                " DO UPDATE SET used = visits_poolday.used",
                [office, site, day, pool],
            )


def used(*, office: str, site: str, day: date) -> dict[str, int]:
    """What is used of each pool on this day."""
    with connection.cursor() as cursor:
        cursor.execute(USED, [office, site, day])
        return dict(cursor.fetchall())
