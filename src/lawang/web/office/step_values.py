"""The steps an officer may take now, each with what the citizen will hear of it."""

from dataclasses import dataclass
from datetime import datetime

from lawang.applications.drafts import Opened
from lawang.applications.pickup import pickup_now
from lawang.applications.stages import TABLE, Step, possible
from lawang.offices.wording import explain
from lawang.policy.model import Activity, Ask, Channel
from lawang.web.office.application_words import AFTERWARDS
from lawang.web.office.due_words import full_moment
from lawang.web.office.paper_values import Papers
from lawang.web.office.refused_words import STEPS


@dataclass(frozen=True, slots=True)
class StepValue:
    """A step as a form: `main` is the one that fits what was judged."""

    key: str
    name: str
    after: str
    main: bool
    words: str = ""
    """What the field asks for, when the step needs words."""
    warning: str = ""


def steps_of(draft: Opened, papers: Papers, *, at: datetime) -> tuple[StepValue, ...]:
    """The steps of the table that make sense for this product and these verdicts."""
    steps = [step for step in possible(draft.application.stage) if _fits(step, draft, papers)]
    main = next((step for step in steps if step is not Step.REJECT), None)
    return tuple(_value(draft, step, main=step is main, at=at) for step in steps)


def _fits(step: Step, draft: Opened, papers: Papers) -> bool:
    if step is Step.ASK_CORRECTION:
        return papers.all_judged and bool(papers.rejected)
    if step is Step.ACCEPT:
        return papers.all_judged and not papers.rejected
    if step is Step.READY_PICKUP:
        return draft.service.product.pickup
    return True


def _value(draft: Opened, step: Step, *, main: bool, at: datetime) -> StepValue:
    return StepValue(
        key=step,
        name=STEPS[step],
        after=AFTERWARDS[TABLE[step][1]],
        main=main,
        words={
            Step.FORWARD: "Instansi yang melanjutkan",
            Step.REJECT: "Alasan, seperti dibaca warga",
        }.get(step, ""),
        warning=_pickup_warning(draft, at) if step is Step.READY_PICKUP else "",
    )


def _pickup_warning(draft: Opened, at: datetime) -> str:
    """What the citizen will be told about coming, when that is not "today"."""
    found, policy = pickup_now(draft, at=at), draft.office.policy
    if found.since is None:
        service = draft.application.service
        ask = Ask(service, Channel.COUNTER, at, Activity.PICKUP)
        why = explain(found.decision, ask, draft.office.file.names, "id")
        return f"{why} Warga diberi tahu: kami simpan, mohon belum datang, kami kabari nanti."
    if found.since > at:
        return f"Warga diberi tahu: bisa diambil mulai {full_moment(found.since, policy)}."
    return ""
