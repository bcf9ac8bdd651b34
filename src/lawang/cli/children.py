"""The processes under `./lawang up`: started, watched, started again, stopped together."""

import http.client
import os
import subprocess
import sys
import threading
import time

RESTART_SECONDS = 1.0
STOP_SECONDS = 15.0


class Child:
    """One process that should always run."""

    def __init__(self, *words: str) -> None:
        self.words = [sys.executable, *words]
        self.starts = 0
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        self.starts += 1
        self.started = time.monotonic()
        environment = os.environ | {"LAWANG_SUPERVISED": "1"}
        # Its own session: Ctrl-C reaches only us, and we stop the children in order.
        return subprocess.Popen(self.words, env=environment, start_new_session=True)

    def keep_running(self) -> bool:
        """Start it again if it has died; True when that was needed."""
        if self.process.poll() is None or time.monotonic() - self.started < RESTART_SECONDS:
            return False
        self.process = self._start()
        return True

    def stop(self) -> None:
        """Ask it to end, and end it by force after a while."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def wait_until_ready(host: str, port: int, child: Child, stop: threading.Event) -> bool:
    """True when /readyz says 200; False when told to stop or the child has died thrice."""
    while not stop.is_set() and child.starts < 4:
        if _answers(host, port):
            return True
        child.keep_running()
        stop.wait(0.05)
    return False


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", "/readyz", headers={"Host": "127.0.0.1"})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
