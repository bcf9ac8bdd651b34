"""./lawang up: makes the database ready, then runs the pages and the worker until told to stop."""

import fcntl
import os
import signal
import socket
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from lawang.cli.children import Child, wait_until_ready
from lawang.cli.options import Options, SignIn, Stop, data_directory, moment, told

LOOPBACK = "127.0.0.1"


def main(words: list[str]) -> int:
    """Run until Ctrl-C or SIGTERM; 0 after a clean stop, 1 if it cannot start, 2 for bad words."""
    options = _options(words)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    data = data_directory(options.data)
    try:
        _refuse_port_in_use(options.host, options.port)
        _settle_public_address(options.host, options.port)
        with _alone_on(data):
            sign_ins = _prepare(data, options)
            return _serve(options, sign_ins, stop)
    except Stop as reason:
        return told(reason)


def _options(words: list[str]) -> Namespace:
    parser = Options(prog="lawang up", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default=LOOPBACK)
    parser.add_argument("--data", help="direktori data (var/)")
    parser.add_argument("--as-of", type=moment, help="2021-01-19T07:55+07:00, geladi saja")
    parser.add_argument("--empty", action="store_true", help="basis data sungguhan yang kosong")
    options = parser.parse_args(words)
    if options.as_of is None and os.environ.get("LAWANG_AS_OF"):
        options.as_of = moment(os.environ["LAWANG_AS_OF"])
    if options.empty and options.as_of:
        parser.error("--empty berjalan pada jam sungguhan; buang --as-of")
    return options


def _refuse_port_in_use(host: str, port: int) -> None:
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as busy:
        raise Stop(
            f"port {port} tidak bisa dipakai ({busy}); pilih yang lain dengan --port."
        ) from busy


def _settle_public_address(host: str, port: int) -> None:
    """Unless told otherwise people come to the port itself; messages link where `up` says."""
    told = ("LAWANG_PUBLIC_URL", "LAWANG_ALLOWED_HOSTS")
    if not any(os.environ.get(name) or os.environ.get(f"{name}_FILE") for name in told):
        os.environ["LAWANG_PUBLIC_URL"] = f"http://{_asked(host)}:{port}"


def _asked(host: str) -> str:
    return LOOPBACK if host in {"0.0.0.0", ""} else host


@contextmanager
def _alone_on(data: Path) -> Iterator[None]:
    """Only one `up` on a data directory; the lock goes with the process, however it ends."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (data / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise Stop(f"Lawang sudah berjalan pada {data}. (Already running there.)") from busy
        yield


def _prepare(data: Path, options: Namespace) -> Sequence[SignIn]:
    """Database ready, children's environment set; gives sign-ins to print once."""
    from lawang.cli import prepare
    from lawang.start import start_django

    prepare.settle_data(data)
    start_django()
    from django.db import connection

    from lawang.offices import installation

    prepare.migrate()
    sign_ins = prepare.settle_kind(as_of=options.as_of, empty=options.empty)
    rehearsal = installation.is_rehearsal()
    connection.close()
    if rehearsal and not os.environ.get("LAWANG_TRUSTED_PROXIES"):
        # No proxy, so no https: without this nobody could sign in to a rehearsal.
        os.environ["LAWANG_PLAIN_HTTP"] = "1"
    return sign_ins


def _serve(options: Namespace, sign_ins: Sequence[SignIn], stop: threading.Event) -> int:
    workers = os.environ.get("LAWANG_WEB_WORKERS", "1")
    web = Child("-m", "lawang.cli.webserver", options.host, str(options.port), workers)
    children = [web, Child("-m", "lawang.worker")]
    try:
        asked = _asked(options.host)
        if not wait_until_ready(asked, options.port, web, stop):
            return (
                0 if stop.is_set() else told(Stop("halaman tidak mau mulai; lihat pesan di atas."))
            )
        _say(f"http://{asked}:{options.port}", sign_ins)
        while not stop.wait(0.3):
            for child in children:
                if child.keep_running():
                    print(f"lawang: {child.words[2]} mati, dijalankan lagi.", file=sys.stderr)
    finally:
        for child in children:
            child.stop()
    return 0


def _say(ready: str, sign_ins: Sequence[SignIn]) -> None:
    """Addresses as people outside see them; the last line is where this machine answers."""
    from django.conf import settings

    from lawang.cli.prepare import setup_path
    from lawang.common import clock
    from lawang.offices import installation
    from lawang.offices.days_in_words import moment_in_words
    from lawang.policy.model import WIB

    address = settings.LAWANG_PUBLIC_URL
    if installation.is_rehearsal():
        moment = moment_in_words(clock.now().astimezone(WIB))
        print(f"GELADI, bukan layanan sungguhan. Jam kantor: {moment}")
    print(f"Warga    {address}/\nPetugas  {address}/petugas/")
    for one in sign_ins:
        print(f"  {one.who}: {one.username} / {one.password} {one.totp_secret}".rstrip())
    if sign_ins:
        print("Kata sandi di atas hanya ditampilkan sekali ini.")
    if (path := setup_path()) is not None:
        print(f"Buat kantor pertama (tautan sekali pakai): {address}{path}")
    print(f"Siap: {ready}", flush=True)
