"""python -m lawang.worker: the one background process."""

import signal
import threading

from lawang.common.process import die_with_parent
from lawang.start import start_clock, start_django


def main() -> None:
    """Run the schedule until SIGTERM or SIGINT; the job at hand is finished first."""
    die_with_parent()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    start_django()
    start_clock()
    from lawang.worker import loop, schedule

    loop.run(schedule.JOBS, stop)


if __name__ == "__main__":
    main()
