"""What the worker does, and how often. Read it from top to bottom: that is the order of a round."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from lawang.people import audit
from lawang.worker import messages, photos, queues, rotation


@dataclass(frozen=True, slots=True)
class Job:
    """One periodic job: at most every `seconds`, called with `at`, the office's present moment."""

    seconds: float
    run: Callable[[datetime], object]


def _seal(at: datetime) -> None:
    audit.seal(at=at)


JOBS: tuple[Job, ...] = (
    Job(2, messages.send_messages),  # what is due, a bounded lot
    Job(15, messages.end_message_leases),  # a worker that died in mid-send
    Job(60, _seal),  # a changed or missing audit event shows within a minute
    Job(1, rotation.change_keys),  # one lot, and only after a new key
    Job(1, photos.clean_photos),  # a citizen waits for the verdict on a photo
    Job(5, queues.end_promises),  # offers, unconfirmed and late places go to the next
    Job(60, queues.ask_confirmations),  # the day before, where the office wants it
    Job(300, queues.end_days),  # yesterday's queues and waiting lists
    Job(3600, photos.forget),  # drafts after 14 days, photos 90 days after the end
    Job(60, messages.forget_messages),  # words and addresses, 90 days after the last try
    Job(24 * 3600, photos.sweep_files),  # what a kill left behind
)
