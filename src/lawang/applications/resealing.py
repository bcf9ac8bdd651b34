"""Sealed files after a change of keys: each is sealed again and put in its own place."""

import logging
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.conf import settings

from lawang.applications.storage import BIND
from lawang.common.secretbox import CannotOpen
from lawang.people.sealing import box

log = logging.getLogger(__name__)

HEAD_BYTES = 64
PART = ".resealed"


def reseal_files(limit: int) -> Iterator[int]:
    """Walk all sealed files in lots of `limit`; each step gives how many were sealed again.

    A file deleted meanwhile may come back as litter, which is swept up as any other.
    """
    walk = (path for path in Path(settings.LAWANG_FILES).rglob("*") if path.is_file())
    while lot := list(islice(walk, limit)):
        yield sum(_reseal(path) for path in lot)


def _reseal(path: Path) -> bool:
    """One file: the new text is on the disk before it takes the old one's place."""
    part = path.with_name(path.name + PART)
    try:
        with path.open("rb") as file:
            if not box().needs_rotation(file.read(HEAD_BYTES)):
                return False
        sealed = box().seal(box().open_sealed(path.read_bytes(), bind=BIND), bind=BIND)
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
        _sync_folder(path.parent)
    except FileNotFoundError:
        return False
    except CannotOpen as error:
        log.error("file %s stays as it is: %s", path.name, error)
        return False
    finally:
        part.unlink(missing_ok=True)
    return True


def _sync_folder(folder: Path) -> None:
    """After this even a power cut leaves the new file: the old key may go."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
