"""How large is this picture? Read from its header alone: nothing is decoded, little is read.

Own readers of a few lines each, so that no image library meets a stranger's bytes inside a web
request.
"""

import struct
from typing import IO

Size = tuple[int, int]

_MOST_SEGMENTS = 500
_MOST_FILL_BYTES = 16  # any number is allowed, none is usual, millions would keep us busy
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
_MOST_BOXES = 50
_MOST_HEIC_META = 256 * 1024


def jpeg_size(file: IO[bytes]) -> Size | None:
    """Width and height from the first frame header, or None when there is none."""
    file.seek(2)
    for _ in range(_MOST_SEGMENTS):
        marker = _jpeg_marker(file)
        if marker is None or marker in (0xD9, 0xDA):
            return None
        if marker in _JPEG_BARE:
            continue
        head = file.read(7)
        if len(head) < 7:
            return None
        length, _precision, height, width = struct.unpack(">HBHH", head)
        if marker in _JPEG_FRAMES:
            return width, height
        file.seek(length - 7, 1)
    return None


def png_size(file: IO[bytes]) -> Size | None:
    """Width and height from IHDR, which must come first."""
    file.seek(8)
    head = file.read(16)
    if len(head) < 16 or head[:8] != b"\0\0\0\x0dIHDR":
        return None
    width, height = struct.unpack(">II", head[8:])
    return width, height


def heic_size(file: IO[bytes]) -> Size | None:
    """The largest size that any picture of the file declares (`ispe` in its `meta` box)."""
    meta = _heic_meta(file)
    sizes = []
    place = meta.find(b"ispe")
    while 0 <= place <= len(meta) - 16:
        sizes.append(struct.unpack_from(">II", meta, place + 8))
        place = meta.find(b"ispe", place + 4)
    return max(sizes, key=lambda size: size[0] * size[1], default=None)


def _heic_meta(file: IO[bytes]) -> bytes:
    file.seek(0)
    for _ in range(_MOST_BOXES):
        head = file.read(8)
        if len(head) < 8:
            break
        length, name = struct.unpack(">I4s", head)
        if name == b"meta":
            return file.read(min(length, _MOST_HEIC_META))
        if length < 8:  # "to the end of the file" or a 64-bit length: no photo of 15 MB has one
            break
        file.seek(length - 8, 1)
    return b""


def _jpeg_marker(file: IO[bytes]) -> int | None:
    if file.read(1) != b"\xff":
        return None
    for _ in range(_MOST_FILL_BYTES):
        marker = file.read(1)
        if marker != b"\xff":
            return marker[0] if marker else None
    return None
