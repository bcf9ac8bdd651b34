"""Files after a change of keys."""

import io
import os
from pathlib import Path

import pytest

from lawang.applications import resealing, storage
from lawang.applications.resealing import reseal_files
from lawang.common.secretbox import new_key


def test_reseal_files__new_key__all_sealed_again_and_readable_without_the_old(
    tmp_path, settings
) -> None:
    settings.LAWANG_FILES = tmp_path
    names = storage.store([[f"photo {n}".encode()] for n in range(5)])
    (tmp_path / "litter").write_bytes(b"not sealed")
    assert sum(reseal_files(2)) == 0
    settings.LAWANG_FIELD_KEYS = f"t2:{new_key()},{settings.LAWANG_FIELD_KEYS}"
    assert sum(reseal_files(2)) == 5
    assert sum(reseal_files(2)) == 0
    settings.LAWANG_FIELD_KEYS = settings.LAWANG_FIELD_KEYS.partition(",")[0]
    assert [storage.read(name) for name in names] == [f"photo {n}".encode() for n in range(5)]
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 6


@pytest.fixture
def stored(tmp_path, settings) -> list[str]:
    """Three files under an old key, which stands behind a new one."""
    settings.LAWANG_FILES = tmp_path
    names = storage.store([[f"photo {n}".encode()] for n in range(3)])
    settings.LAWANG_FIELD_KEYS = f"t2:{new_key()},{settings.LAWANG_FIELD_KEYS}"
    return names


@pytest.mark.parametrize("where", ["write", "fsync", "rename"])
@pytest.mark.parametrize("nth", [1, 2, 4])
def test_reseal_files__killed_in_the_middle__every_file_opens_and_the_next_walk_ends_it(
    stored, settings, where, nth
) -> None:
    """A child is killed at its nth step, as by kill -9: no `finally` runs."""
    child = os.fork()
    if child == 0:
        _die_at(where, nth)
        list(reseal_files(1))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == (9 if nth < 4 or where == "fsync" else 0)
    assert [storage.read(name) for name in stored] == [f"photo {n}".encode() for n in range(3)]
    list(reseal_files(1))
    assert sum(reseal_files(1)) == 0
    settings.LAWANG_FIELD_KEYS = settings.LAWANG_FIELD_KEYS.partition(",")[0]
    assert [storage.read(name) for name in stored] == [f"photo {n}".encode() for n in range(3)]


def _die_at(where: str, nth: int) -> None:
    """In the child only: the nth call of this step is its last; of a write half arrives."""
    if where == "write":
        Half.at = nth
        resealing.open = Half
    elif where == "fsync":
        os.fsync = Last(os.fsync, nth)
    else:
        Path.rename = Last(Path.rename, nth).call


class Last:
    """A function that kills the process at its nth call."""

    def __init__(self, real, nth: int) -> None:
        self.real, self.left = real, nth

    def __call__(self, *words):
        self.left -= 1
        if not self.left:
            os._exit(9)
        return self.real(*words)

    @property
    def call(self):
        return lambda *words: self(*words)


class Half(io.FileIO):
    """An opened file; the nth write brings half and kills the process."""

    at = 0

    def __init__(self, place, mode: str) -> None:
        super().__init__(place, mode)

    def write(self, sealed) -> int:
        Half.at -= 1
        if Half.at:
            return super().write(sealed)
        super().write(sealed[: len(sealed) // 2])
        os._exit(9)
