"""May a finished card or paper be fetched now? Asked at the moment it becomes ready."""

from dataclasses import dataclass
from datetime import datetime

from lawang.applications.drafts import Opened
from lawang.applications.in_both import day_in_both, moment_in_both
from lawang.policy.decide import decide
from lawang.policy.model import Activity, Ask, Channel, Decision, Reason

ONLY_WAITING = (Reason.OUTSIDE_HOURS, Reason.NOT_WORKING_DAY, Reason.LEAD_TIME, Reason.QUOTA_USED)
"""Refusals that say "not at this hour"; every other one says "do not come"."""

BRING = {"id": "KTP asli dan tanda terima", "en": "your original KTP and the receipt"}


@dataclass(frozen=True, slots=True)
class Pickup:
    """What the policy says of fetching it. `since` is None while pickup is stopped."""

    decision: Decision
    since: datetime | None

    @property
    def stopped(self) -> bool:
        """Nobody may be asked to come."""
        return self.since is None


def pickup_now(draft: Opened, *, at: datetime) -> Pickup:
    """From when this application's result may be fetched at the counter, asked at `at`."""
    application, policy = draft.application, draft.office.policy
    ask = Ask(
        application.service, Channel.COUNTER, at, Activity.PICKUP, filed_at=application.filed_at
    )
    decision = decide(policy, ask)
    if decision.allowed:
        return Pickup(decision, at.astimezone(policy.tz))
    if decision.reason in ONLY_WAITING and decision.next_opening:
        return Pickup(decision, decision.next_opening.astimezone(policy.tz))
    return Pickup(decision, None)


def ready_message(draft: Opened, *, at: datetime) -> tuple[str, dict[str, object]]:
    """Key and facts of the message: come from this moment on, or we keep it for you."""
    found = pickup_now(draft, at=at)
    if found.since is None:
        until = found.decision.until
        return "application_ready_kept", {"until": day_in_both(until) if until else ""}
    site = draft.office.file.sites[0]
    return "application_ready_pickup", {
        "place": {"id": site.name.id, "en": site.name.en or site.name.id},
        "since": moment_in_both(found.since),
        "bring": BRING,
    }
