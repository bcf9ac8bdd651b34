"""Small facts about the running process."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Ask Linux to end this process when its parent dies, so that no orphan holds the port.

    Does nothing elsewhere, or when `./lawang up` did not start us.
    """
    if sys.platform == "linux" and os.environ.get("LAWANG_SUPERVISED"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
