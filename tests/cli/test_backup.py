"""Backup of a running office and its return, on SQLite and on PostgreSQL."""

import base64
import gzip
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from lawang.applications.storage import BIND
from lawang.cli import archive, backup
from lawang.cli.options import Stop
from lawang.common.secretbox import new_key
from lawang.messaging.models import OutboxMessage
from lawang.offices.installation import Installation
from lawang.people.sealing import box
from tests.messaging.conftest import AT, depok, put  # noqa: F401 - a fixture
from tests.running import Running, environment

READ = """
import django; django.setup()
from lawang.messaging.models import OutboxMessage
from lawang.offices.models import Office
row = OutboxMessage.objects.get(about__in=("backup:1", "application:990001"))
print(row.facts["number"], Office.objects.count())
# A new row after a restore must not meet an old number.
before = OutboxMessage.objects.count()
row.pk, row.dedupe_key = None, "x"
row.save()
print(OutboxMessage.objects.count() - before)
"""
WRITE = """
from datetime import datetime, UTC
import django; django.setup()
from lawang.messaging.actions import enqueue
from lawang.messaging.channel import Recipient
from lawang.messaging.library import message
enqueue(office="dinsos-depok", event="backup:1", person="citizen:1", urgent=True,
        key="application_received", facts=message("application_received").samples,
        recipient=Recipient(phone="+628000000123"), about="backup:1",
        at=datetime(2021, 1, 19, 3, tzinfo=UTC))
"""


def _python(code: str, data: Path, **settings: str) -> str:
    words = environment() | {"LAWANG_DATA": str(data), "DJANGO_SETTINGS_MODULE": "lawang.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=words | settings, capture_output=True, text=True,
        check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def _lawang(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lawang.cli", *words], env=environment() | settings,
        capture_output=True, text=True, check=False, timeout=90,
    )  # fmt: skip


@pytest.fixture(scope="module")
def running_backup(tmp_path_factory):
    """An office that runs, with a message and a sealed file; its backup, made meanwhile."""
    folder = tmp_path_factory.mktemp("backup")
    data, target = folder / "data", folder / "cadangan.tar.gz"
    running = Running(data)
    try:
        _python(WRITE, data)
        (data / "files" / "zz").mkdir(parents=True)
        (data / "files" / "zz" / "foto-1").write_bytes(b"not sealed, kept as it is" * 1000)
        done = _lawang("backup", "--data", str(data), "--to", str(target))
    finally:
        running.stop()
    assert done.returncode == 0, done.stderr
    return data, target, done.stdout


def _new_place(folder: Path, keys: Path | None) -> Path:
    place = folder / "baru"
    if keys:
        place.mkdir()
        shutil.copy(keys, place / "keys")
    return place


@pytest.mark.slow
def test_backup__running_office__restored_elsewhere_and_opened(running_backup, tmp_path) -> None:
    data, target, said = running_backup
    assert "KUNCI TIDAK ADA" in said
    assert str(data / "keys") in said
    assert target.stat().st_mode & 0o077 == 0
    place = _new_place(tmp_path, data / "keys")
    done = _lawang("restore", str(target), "--data", str(place))
    assert done.returncode == 0, done.stderr
    assert _python(READ, place).split() == ["DPK-7K4M-P2X8-C", "5", "1"]
    assert (place / "files/zz/foto-1").read_bytes() == (data / "files/zz/foto-1").read_bytes()
    assert sorted(each.name for each in place.iterdir() if "sqlite" not in each.name) == [
        "files",
        "keys",
    ]


@pytest.mark.slow
def test_backup__its_content__holds_no_key_and_no_clear_value(running_backup) -> None:
    data, target, _ = running_backup
    content = gzip.decompress(target.read_bytes())
    for line in (data / "keys").read_text(encoding="utf-8").split():
        secret = line.partition("=")[2].rpartition(":")[2]
        assert secret.encode() not in content
        if "FIELD" in line:
            assert base64.b64decode(secret.translate(str.maketrans("-_", "+/"))) not in content
    assert b"+628000000123" not in content


@pytest.mark.slow
def test_restore__without_keys__says_which_and_writes_nothing(running_backup, tmp_path) -> None:
    _, target, _ = running_backup
    done = _lawang("restore", str(target), "--data", str(tmp_path / "baru"))
    assert done.returncode == 1
    assert "memerlukan kunci: k1" in done.stderr
    assert not (tmp_path / "baru").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key_id", "said"), [("k1", "tidak membuka"), ("k7", "yang tidak ada: k1")]
)
def test_restore__wrong_keys__no_success_and_nothing_left(
    running_backup, tmp_path, key_id, said
) -> None:
    _, target, _ = running_backup
    place = tmp_path / "baru"
    keys = {"LAWANG_FIELD_KEYS": f"{key_id}:{new_key()}", "LAWANG_SECRET_KEY": "x" * 60}
    done = _lawang("restore", str(target), "--data", str(place), **keys)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Pulih" not in done.stdout
    assert not place.exists() or not list(place.iterdir())


@pytest.mark.slow
def test_restore__target_in_use__refused(running_backup) -> None:
    data, target, _ = running_backup
    done = _lawang("restore", str(target), "--data", str(data))
    assert done.returncode == 1
    assert "tidak kosong" in done.stderr


def _cut(whole: bytes) -> bytes:
    return whole[: len(whole) * 2 // 3]


def _flipped(whole: bytes) -> bytes:
    middle = len(whole) // 2
    return whole[:middle] + bytes([whole[middle] ^ 0xFF]) + whole[middle + 1 :]


def _last_missing(whole: bytes) -> bytes:
    return whole[:-400]


@pytest.mark.slow
@pytest.mark.parametrize("harm", [_cut, _flipped, _last_missing, lambda _: b"", lambda _: b"halo"])
def test_restore__damaged_archive__clear_error_and_nothing_written(
    running_backup, tmp_path, harm
) -> None:
    data, target, _ = running_backup
    broken = tmp_path / "rusak.tar.gz"
    broken.write_bytes(harm(target.read_bytes()))
    place = _new_place(tmp_path, data / "keys")
    done = _lawang("restore", str(broken), "--data", str(place))
    assert done.returncode == 1
    assert "rusak atau terpotong" in done.stderr
    assert "Traceback" not in done.stderr
    assert [each.name for each in place.iterdir()] == ["keys"]


def _rewritten(source: Path, target: Path, change) -> None:
    """The same archive with its members changed, whole as gzip and tar."""
    with tarfile.open(source) as old, tarfile.open(target, "w:gz") as new:
        for entry in old:
            member = old.extractfile(entry)
            assert member is not None
            content = member.read()
            for renamed, text in change(entry.name, content):
                made = tarfile.TarInfo(renamed)
                made.size = len(text)
                new.addfile(made, io.BytesIO(text))


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        lambda name, text: [(name, text[:-1] + b"x" if name.startswith("files/") else text)],
        lambda name, text: [] if name.startswith("files/") else [(name, text)],
        lambda name, text: [
            (name, text),
            *([("files/../../x", b"x")] if "manifest" in name else []),
        ],
        lambda name, text: [] if "manifest" in name else [(name, text)],
        lambda name, text: [(name, b"{" if "manifest" in name else text)],
    ],
)
def test_verify__members_changed_by_hand__refused(running_backup, tmp_path, change) -> None:
    _, target, _ = running_backup
    _rewritten(target, tmp_path / "x.tar.gz", change)
    with pytest.raises(Stop, match="rusak"):
        archive.verify(tmp_path / "x.tar.gz")


@pytest.mark.slow
def test_backup__existing_target_or_no_data__refused(running_backup, tmp_path) -> None:
    data, target, _ = running_backup
    assert "sudah ada" in _lawang("backup", "--data", str(data), "--to", str(target)).stderr
    done = _lawang("backup", "--data", str(tmp_path / "x"), "--to", str(tmp_path / "y"))
    assert done.returncode == 1
    assert list(tmp_path.iterdir()) == []


def _beside(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


@pytest.mark.django_db(transaction=True)
def test_backup__this_database__restored_into_another(depok, tmp_path) -> None:  # noqa: F811
    """In process, so that it runs on PostgreSQL as well as on SQLite."""
    Installation.objects.create(kind="rehearsal", created_at=AT)
    put(depok, 990001)
    (tmp_path / "data/files").mkdir(parents=True)
    sealed = box().seal(b"photo", bind=BIND)
    (tmp_path / "data/files/one").write_bytes(sealed)
    manifest = backup.write(data=tmp_path / "data", target=tmp_path / "c.tar.gz")
    assert manifest.kind == connection.vendor
    assert manifest.key_ids == ["t1"]
    assert manifest.counts["messaging_outboxmessage"] == OutboxMessage.objects.count() == 1
    assert archive.verify(tmp_path / "c.tar.gz").members == json.loads(json.dumps(manifest.members))
    keys = {name: os.environ[name] for name in ("LAWANG_FIELD_KEYS", "LAWANG_SECRET_KEY")}
    place = tmp_path / "baru"
    with _empty_database() as settings:
        words = ("restore", str(tmp_path / "c.tar.gz"), "--data", str(place))
        done = _lawang(*words, **keys, **settings)
        assert done.returncode == 0, done.stderr
        assert _python(READ, place, **keys, **settings).split() == ["DPK-7K4M-P2X8-C", "1", "1"]
        assert (place / "files/one").read_bytes() == sealed
        if settings:
            shutil.rmtree(place)
            assert "tidak kosong" in _lawang(*words, **keys, **settings).stderr


@contextmanager
def _empty_database():
    """PostgreSQL: an empty database beside the test's own; SQLite: nothing to make."""
    if connection.vendor == "sqlite":
        yield {}
        return
    import psycopg

    url = os.environ["LAWANG_DATABASE_URL"]
    name = f"restored_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield {"LAWANG_DATABASE_URL": _beside(url, name)}
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
