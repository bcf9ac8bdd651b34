"""The worker's loop."""

import threading
from datetime import datetime

import pytest

from lawang.worker.loop import run
from lawang.worker.schedule import Job


@pytest.mark.django_db
def test_loop__a_job_fails__the_others_go_on() -> None:
    stop = threading.Event()
    done: list[datetime] = []

    def fail(at: datetime) -> None:
        raise RuntimeError("on purpose")

    def finish(at: datetime) -> None:
        done.append(at)
        stop.set()

    run([Job(60, fail), Job(60, finish)], stop)
    assert len(done) == 1
    assert done[0].tzinfo is not None
