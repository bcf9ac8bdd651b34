"""The launcher's promises about new, old, rehearsal and production databases."""

import os
import sqlite3
import subprocess
import sys
import urllib.request
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lawang.cli import up
from tests.running import REPOSITORY, Running, lawang


def _installation(data: Path) -> tuple[str, timedelta]:
    with sqlite3.connect(data / "lawang.sqlite3") as database:
        row = database.execute("SELECT kind, clock_offset_seconds FROM offices_installation")
        kind, seconds = row.fetchone()
    return kind, timedelta(seconds=seconds)


def test_up__new_database__is_a_rehearsal_that_goes_on_from_its_clock(tmp_path: Path) -> None:
    data = tmp_path / "data dengan spasi"
    first = Running(data)
    with urllib.request.urlopen(first.server.url + "/readyz") as answer:
        assert answer.status == 200
    assert first.stop() == 0
    kind, offset = _installation(data)
    assert kind == "rehearsal"
    assert (data / "keys").stat().st_mode & 0o777 == 0o600
    again = Running(data)
    assert again.stop() == 0
    assert _installation(data) == (kind, offset)
    assert again.server.said[-1] == f"Siap: {again.server.url}"
    refused = lawang("up", "--data", str(data), "--empty")
    assert refused.returncode == 1
    assert "tidak bisa menjadi sungguhan" in refused.stderr


def test_up__empty__is_production_and_refuses_as_of(tmp_path: Path) -> None:
    assert Running(tmp_path, "--empty").stop() == 0
    assert _installation(tmp_path) == ("production", timedelta(0))
    refused = lawang("up", "--data", str(tmp_path), "--as-of", "2021-01-19T08:55+07:00")
    assert refused.returncode == 1
    assert "--as-of hanya untuk geladi" in refused.stderr


def test_up__database_without_its_keys__refuses_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "lawang.sqlite3").touch()
    refused = lawang("up", "--data", str(tmp_path))
    assert refused.returncode == 1
    assert len(refused.stderr.splitlines()) == 1
    assert "kunci" in refused.stderr


def test_up__port_in_use__says_so_in_one_line(tmp_path: Path) -> None:
    running = Running(tmp_path / "one")
    refused = lawang("up", "--data", str(tmp_path / "two"), "--port", str(running.port))
    assert running.stop() == 0
    assert refused.returncode == 1
    assert len(refused.stderr.splitlines()) == 1
    assert str(running.port) in refused.stderr
    assert not (tmp_path / "two").exists()


@pytest.mark.parametrize(
    "words", [["up", "--as-of", "kemarin"], ["up", "--prot", "1"], ["terbang"], []]
)
def test_lawang__wrong_words__exit_2(words: list[str]) -> None:
    refused = lawang(*words)
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr


def test_up__as_of_without_offset__is_wib() -> None:
    options = up._options(["--as-of", "2021-01-19T08:55"])
    assert options.as_of == datetime.fromisoformat("2021-01-19T08:55+07:00")


def test_lawang__unknown_command__loads_no_django() -> None:
    code = "import sys, lawang.cli.__main__ as m; m.main(['x']); print('django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(REPOSITORY / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"


def test_up__public_address__stands_in_every_link_and_ready_names_the_port(
    db, settings, capsys
) -> None:
    from lawang.offices.installation import Installation

    at = datetime.fromisoformat("2026-11-23T08:00+07:00")
    Installation.objects.create(kind="production", created_at=at)
    settings.LAWANG_PUBLIC_URL = "https://layanan.kantor.example"
    up._say("http://127.0.0.1:8000", ())
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Warga    https://layanan.kantor.example/"
    assert "https://layanan.kantor.example/petugas/mulai/" in said[2]
    assert said[-1] == "Siap: http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"LAWANG_PUBLIC_URL": "https://a.example"}, "https://a.example"),
        ({"LAWANG_PUBLIC_URL_FILE": "/a"}, None),
        ({"LAWANG_ALLOWED_HOSTS": "a.example"}, None),
    ],
)
def test_up__address_not_told__is_the_port_itself(monkeypatch, told, address) -> None:
    for name in ("LAWANG_PUBLIC_URL", "LAWANG_PUBLIC_URL_FILE", "LAWANG_ALLOWED_HOSTS"):
        monkeypatch.setenv(name, told.get(name, ""))
    monkeypatch.setattr(os, "environ", {k: v for k, v in os.environ.items() if v})
    up._settle_public_address("0.0.0.0", 8000)
    assert os.environ.get("LAWANG_PUBLIC_URL") == address
