"""The end of a visit that nobody was served in: its places go back to their pools."""

from collections.abc import Collection
from datetime import datetime

from lawang.people.audit import Actor, record
from lawang.visits.drawing import give_back
from lawang.visits.models import ACTIVE, Visit, VisitState
from lawang.visits.wishes import NotThere


def end(
    visit: Visit,
    state: VisitState,
    *,
    by: Actor,
    at: datetime,
    only: Collection[str] = ACTIVE,
    due: datetime | None = None,
) -> None:
    """Over without being served, inside the caller's transaction; once.

    `due`: only while it still stands to be answered by then. Raises `NotThere("over")` when it
    is not, or no longer, in one of the states `only`.
    """
    rows = Visit.objects.filter(pk=visit.pk, state__in=only)
    if due is not None:
        rows = rows.filter(offered_until=due)
    if rows.update(state=state, ended_at=at, offered_until=None) != 1:
        raise NotThere("over")
    visit.state, visit.ended_at, visit.offered_until = state, at, None
    give_back(office=visit.office_id, site=visit.site, day=visit.day, pools=visit.draws)
    record(office=visit.office_id, at=at, by=by, act=f"visit_{state}", subject=f"visit:{visit.pk}")
