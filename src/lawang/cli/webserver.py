"""python -m lawang.cli.webserver HOST PORT: granian in front of lawang.wsgi."""

import sys

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from lawang.common.process import die_with_parent

# Few on purpose: each thread keeps one database connection, and SQLite has one writer.
THREADS = 4


def main(host: str, port: int, workers: int) -> None:
    """Serve until SIGTERM; a web worker that dies is started again by granian."""
    die_with_parent()
    Granian(
        "lawang.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
