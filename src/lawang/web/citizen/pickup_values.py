"""Fetching the result, and what to know, from the policy at the moment the page is looked at."""

from dataclasses import dataclass, replace
from datetime import datetime

from lawang.applications.drafts import Opened
from lawang.offices.catalogue_service import ProductKind
from lawang.offices.today import Said
from lawang.offices.today_wording import state_of
from lawang.offices.wording import explain
from lawang.policy.decide import decide
from lawang.policy.model import Activity, Ask, Channel, Reason
from lawang.web.citizen.notice_values import NoticeLine, notice_lines

IN_HAND = (ProductKind.PDF, ProductKind.CARD, ProductKind.COPIES)


@dataclass(frozen=True, slots=True)
class Pickup:
    """What the policy says of fetching it: the shutter, the sentence, the notices."""

    state: str
    line: str
    allowed: bool
    suspended: bool
    """Nobody may be asked to come."""
    notices: tuple[NoticeLine, ...]


def may_be_fetched(draft: Opened) -> bool:
    """Whether its result is a thing that somebody may come for."""
    product = draft.service.product
    return product.pickup or product.kind in IN_HAND


def pickup_of(draft: Opened, *, at: datetime, lang: str) -> Pickup | None:
    """None where there is nothing to fetch or no pickup at all."""
    application = draft.application
    if not may_be_fetched(draft):
        return None
    at = at.astimezone(draft.office.policy.tz)
    ask = Ask(
        application.service, Channel.COUNTER, at, Activity.PICKUP, filed_at=application.filed_at
    )
    decision = decide(draft.office.policy, ask)
    if decision.reason is Reason.NOT_OFFERED:
        return None
    names = draft.office.file.names
    waits = not decision.allowed and decision.next_opening is not None
    return Pickup(
        state="deferred" if waits else state_of(decision),  # red is for "do not come" only
        line=explain(replace(decision, instead=()), ask, names, lang),
        allowed=decision.allowed,
        suspended=decision.next_opening is None and not decision.allowed,
        notices=notice_lines([Said(ask, decision)], names, lang),
    )
