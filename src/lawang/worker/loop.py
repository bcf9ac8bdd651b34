"""The worker's loop: each job when it is due, one after the other, until told to stop."""

import logging
import threading
import time
from collections.abc import Sequence

from django.db import close_old_connections

from lawang.common import clock
from lawang.worker.schedule import Job

log = logging.getLogger(__name__)

PAUSE_SECONDS = 0.5


def run(jobs: Sequence[Job], stop: threading.Event) -> None:
    """Work through the jobs until `stop` is set; a job that fails is logged, and tried again."""
    due = [0.0] * len(jobs)
    while not stop.is_set():
        for place, job in enumerate(jobs):
            if stop.is_set():
                return
            if time.monotonic() >= due[place]:
                due[place] = time.monotonic() + job.seconds
                _run_one(job)
        stop.wait(PAUSE_SECONDS)


def _run_one(job: Job) -> None:
    try:
        job.run(clock.now())
    except Exception:
        log.exception("job %s failed", getattr(job.run, "__qualname__", job.run))
        close_old_connections()
