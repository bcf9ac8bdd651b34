"""Photos and PDFs that citizens send.

In the request `inspect` reads only size and header. In the worker `clean_paper` makes fresh
pictures from the pixels: EXIF, GPS, scripts and anything hidden behind the picture are gone. The
pixels are decoded in a child process with a ceiling on memory and time and without our keys, so a
bomb kills only the child. Limits: issue 3, item 4; handbook, domain.md 4.5.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import IO, Final

import filetype

from lawang.applications.headers import Size, heic_size, jpeg_size, png_size
from lawang.common.refusal import Refusal

MOST_BYTES: Final = 15 * 1024 * 1024
MOST_PIXELS: Final = 65_000_000  # the 64-megapixel mode of ordinary phones
MOST_PAGES: Final = 10
LONG_EDGE: Final = 2000
THUMBNAIL_EDGE: Final = 320

SOURCES: Final = Path(__file__).resolve().parents[2]
UNREADABLE_EXIT: Final = 3  # the child's word for "the decoder gave up"; 1 would be our mistake


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What the child may use for one paper, from its start to its answer."""

    seconds: float = 40
    cpu_seconds: int = 25
    memory: int = 1024 * 1024 * 1024  # bytes of address space


class BadPaper(Refusal):
    """In the request: `empty`, `too_big` (fact `most_bytes`), `not_a_photo`, `too_many_pixels`
    (fact `most_pixels`), `broken`. In the worker: `unreadable`, `took_too_long`, `locked` (a PDF
    with a password), `too_many_pages` (fact `most_pages`).
    """


class Kind(StrEnum):
    """What a paper is by its content; its name and what the browser said do not count."""

    JPEG = "jpeg"
    PNG = "png"
    HEIC = "heic"
    PDF = "pdf"


class Verdict(StrEnum):
    """What makes a picture hard to read. Advice for a kind sentence, never a refusal."""

    BLURRED = "blurred"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """One picture made anew from the pixels: upright JPEGs without any metadata."""

    jpeg: bytes
    thumbnail: bytes
    width: int
    height: int
    sharpness: float
    brightness: float  # 0 black to 255
    verdicts: frozenset[Verdict]


DEFAULT_CEILING: Final = Ceiling()

_KINDS = {
    "image/jpeg": Kind.JPEG,
    "image/png": Kind.PNG,
    "image/heic": Kind.HEIC,
    "application/pdf": Kind.PDF,
}
_HEIC_BRANDS = (b"heic", b"heix")
_SIZES: dict[Kind, Callable[[IO[bytes]], Size | None]] = {
    Kind.JPEG: jpeg_size,
    Kind.PNG: png_size,
    Kind.HEIC: heic_size,
}


def inspect(paper: bytes | IO[bytes]) -> Kind:
    """What this paper is, judged by size and header only; raises `BadPaper`.

    A file is left at its start. Takes well under a millisecond and at most 256 kB of memory.
    """
    file = BytesIO(paper) if isinstance(paper, bytes) else paper
    try:
        _check_bytes(file)
        kind = _kind(file)
        if kind in _SIZES:
            _check_pixels(_SIZES[kind](file))
    finally:
        file.seek(0)
    return kind


def clean_paper(
    content: bytes, kind: Kind, *, ceiling: Ceiling = DEFAULT_CEILING
) -> list[CleanPicture]:
    """The pages of one paper as clean pictures, in order; raises `BadPaper`.

    Only for the worker: starts a child process and waits for it. RuntimeError when the child
    itself is broken (a library is missing): that says nothing about the paper, so try again later.
    """
    limits = (str(ceiling.cpu_seconds), str(ceiling.memory))
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-m", "lawang.applications.clean_one", kind, *limits],
            input=content,
            capture_output=True,
            timeout=ceiling.seconds,
            check=False,
            env={"PYTHONPATH": str(SOURCES), "OPENBLAS_NUM_THREADS": "1"},  # and no keys
        )
    except subprocess.TimeoutExpired:
        raise BadPaper("took_too_long") from None
    if child.returncode == -signal.SIGXCPU:
        raise BadPaper("took_too_long")
    if child.returncode == UNREADABLE_EXIT or child.returncode < 0:
        raise BadPaper("unreadable")
    if child.returncode != 0:
        raise RuntimeError(child.stderr.decode(errors="replace")[-2000:])
    return _unpacked(child.stdout)


def _check_bytes(file: IO[bytes]) -> None:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size == 0:
        raise BadPaper("empty")
    if size > MOST_BYTES:
        raise BadPaper("too_big", most_bytes=MOST_BYTES)


def _kind(file: IO[bytes]) -> Kind:
    head = file.read(4096)
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return Kind.HEIC  # filetype misses the ten-bit brand
    kind = _KINDS.get(filetype.guess_mime(head) or "")
    if kind is None:
        raise BadPaper("not_a_photo")
    return kind


def _check_pixels(size: Size | None) -> None:
    if size is None or 0 in size:
        raise BadPaper("broken")
    if size[0] * size[1] > MOST_PIXELS:
        raise BadPaper("too_many_pixels", most_pixels=MOST_PIXELS)


def pack(pictures: Iterable[CleanPicture]) -> bytes:
    """What the child says: one line of JSON, then all JPEGs and thumbnails in its order."""
    pages: list[dict[str, object]] = []
    bodies: list[bytes] = []
    for picture in pictures:
        page = asdict(picture)
        parts = page.pop("jpeg"), page.pop("thumbnail")
        page |= {"verdicts": sorted(picture.verdicts), "parts": [len(part) for part in parts]}
        pages.append(page)
        bodies += parts
    return json.dumps({"pages": pages}).encode() + b"\n" + b"".join(bodies)


def pack_refusal(refusal: BadPaper) -> bytes:
    """The same when the paper is refused."""
    return json.dumps({"code": refusal.code, "facts": refusal.facts}).encode() + b"\n"


def _unpacked(said: bytes) -> list[CleanPicture]:
    line, _, body = said.partition(b"\n")
    head = json.loads(line)
    if "code" in head:
        raise BadPaper(head["code"], **head["facts"])
    file, pictures = BytesIO(body), []
    for page in head["pages"]:
        jpeg, thumbnail = (file.read(length) for length in page.pop("parts"))
        verdicts = frozenset(Verdict(word) for word in page.pop("verdicts"))
        pictures.append(CleanPicture(jpeg=jpeg, thumbnail=thumbnail, verdicts=verdicts, **page))
    return pictures
