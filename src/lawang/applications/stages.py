"""The stages of an application and the steps between them: one table, read from top to bottom.

A step that is not in the table is refused with the stage it would need. Nothing else decides
what may follow what.
"""

from enum import StrEnum

from django.db import models

from lawang.common.refusal import Refusal


class Stage(models.TextChoices):
    """Where an application stands (handbook, domain.md 13)."""

    DRAFT = "draft", "Draf"
    FILED = "filed", "Perlu diperiksa"
    NEEDS_FIX = "needs_fix", "Menunggu perbaikan"
    CORRECTED = "corrected", "Perbaikan masuk"
    PROCESSING = "processing", "Diproses"
    WAITING_EXTERNAL = "waiting_external", "Menunggu instansi lain"
    READY_PICKUP = "ready_pickup", "Siap diambil"
    READY_DOWNLOAD = "ready_download", "Siap diunduh"
    DONE = "done", "Selesai"
    REJECTED = "rejected", "Tidak dapat dipenuhi"
    CANCELLED = "cancelled", "Dibatalkan"
    EXPIRED = "expired", "Kedaluwarsa"


class Step(StrEnum):
    """What moves an application on."""

    SEND = "send"
    ASK_CORRECTION = "ask_correction"
    CORRECT = "correct"
    ACCEPT = "accept"
    FORWARD = "forward"
    READY_PICKUP = "ready_pickup"
    READY_DOWNLOAD = "ready_download"
    FINISH = "finish"
    REJECT = "reject"
    CANCEL = "cancel"
    EXPIRE = "expire"


TO_CHECK = (Stage.FILED, Stage.CORRECTED)
IN_WORK = (Stage.PROCESSING, Stage.WAITING_EXTERNAL)
READY = (Stage.READY_PICKUP, Stage.READY_DOWNLOAD)
OPEN = (*TO_CHECK, Stage.NEEDS_FIX, *IN_WORK, *READY)
"""What an office still has to do with; everything else is a draft or over."""

CITIZENS = (Step.SEND, Step.CORRECT, Step.CANCEL, Step.EXPIRE)
"""Steps that no officer takes: the citizen does, or time."""

TABLE: dict[Step, tuple[tuple[Stage, ...], Stage]] = {
    Step.SEND: ((Stage.DRAFT,), Stage.FILED),
    Step.ASK_CORRECTION: (TO_CHECK, Stage.NEEDS_FIX),
    Step.CORRECT: ((Stage.NEEDS_FIX,), Stage.CORRECTED),
    Step.ACCEPT: (TO_CHECK, Stage.PROCESSING),
    Step.FORWARD: ((Stage.PROCESSING,), Stage.WAITING_EXTERNAL),
    Step.READY_PICKUP: (IN_WORK, Stage.READY_PICKUP),
    Step.READY_DOWNLOAD: (IN_WORK, Stage.READY_DOWNLOAD),
    Step.FINISH: ((*IN_WORK, *READY), Stage.DONE),
    Step.REJECT: ((*TO_CHECK, Stage.NEEDS_FIX, *IN_WORK), Stage.REJECTED),
    Step.CANCEL: ((*TO_CHECK, Stage.NEEDS_FIX), Stage.CANCELLED),
    Step.EXPIRE: ((Stage.DRAFT, Stage.NEEDS_FIX), Stage.EXPIRED),
}
"""Step: the stages it starts from, and the stage it leads to."""


class StepRefused(Refusal):
    """The stage does not allow the step. Facts: `step`, `stage`, `allowed_from`."""

    default_code = "step_not_allowed"


def after(stage: str, step: Step) -> Stage:
    """The stage this step leads to. Raises `StepRefused`."""
    starts, leads_to = TABLE[step]
    if stage not in starts:
        raise StepRefused(step=step, stage=stage, allowed_from=starts)
    return leads_to


def possible(stage: str) -> tuple[Step, ...]:
    """The steps an officer may take from this stage, in the order of the table."""
    return tuple(
        step for step, (starts, _) in TABLE.items() if stage in starts and step not in CITIZENS
    )
