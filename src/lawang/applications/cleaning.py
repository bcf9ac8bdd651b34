"""From the bytes of a stranger to fresh pictures. Runs in the child of `clean_paper` only."""

from collections.abc import Iterator
from io import BytesIO

import numpy as np
import pypdfium2
from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

from lawang.applications.pictures import (
    LONG_EDGE,
    MOST_PAGES,
    MOST_PIXELS,
    THUMBNAIL_EDGE,
    BadPaper,
    CleanPicture,
    Verdict,
)

_JUDGED_EDGE = 1000
_TILES = 8
_SHRINKS_AS = {"1": "L", "P": "RGBA"}  # a fax or a palette loses its thin lines when shrunk

# Set on drawn papers, sharp and blurred, bright and dark; to be set again on real photos.
LEAST_SHARPNESS = 60.0
LEAST_BRIGHTNESS = 70.0

register_heif_opener(thumbnails=False)
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def clean_picture(content: bytes) -> CleanPicture:
    """A JPEG, PNG or HEIC made anew: upright, long edge at most LONG_EDGE, no metadata.

    Raises whatever the decoder raises when the picture is broken.
    """
    with Image.open(BytesIO(content), formats=("JPEG", "PNG", "HEIF")) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise BadPaper("too_many_pixels", most_pixels=MOST_PIXELS)
        picture.draft("RGB", (LONG_EDGE, LONG_EDGE))  # a JPEG is decoded at 1/2, 1/4 or 1/8
        smooth = (
            picture.convert(_SHRINKS_AS[picture.mode]) if picture.mode in _SHRINKS_AS else picture
        )
        smooth.thumbnail((LONG_EDGE, LONG_EDGE))
        return _finished(_on_white(ImageOps.exif_transpose(smooth)))


def pdf_pages(content: bytes) -> Iterator[CleanPicture]:
    """Each page of a PDF as a picture, one at a time; scripts and links cannot survive that.

    Raises `BadPaper` with `locked` or `too_many_pages`, or whatever PDFium raises.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise BadPaper("locked" if locked else "unreadable") from None
    if len(document) > MOST_PAGES:
        raise BadPaper("too_many_pages", most_pages=MOST_PAGES)
    document.init_forms()  # draws what was filled in; this PDFium has no script engine
    for page in document:
        scale = LONG_EDGE / max(page.get_size())
        yield _finished(page.render(scale=scale).to_pil().convert("RGB"))
        page.close()


def _on_white(picture: Image.Image) -> Image.Image:
    """RGB; what was see-through becomes white paper, 16-bit greys become 8-bit ones."""
    if picture.mode.startswith("I"):
        grey = np.asarray(picture).astype(np.uint32) >> 8
        return Image.fromarray(grey.astype(np.uint8)).convert("RGB")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")


def _finished(picture: Image.Image) -> CleanPicture:
    picture.thumbnail((LONG_EDGE, LONG_EDGE))  # a PDF page may be rounded up by one pixel
    sharpness, brightness = _judged(picture)
    verdicts = {
        Verdict.BLURRED: sharpness < LEAST_SHARPNESS,
        Verdict.DARK: brightness < LEAST_BRIGHTNESS,
    }
    small = picture.copy()
    small.thumbnail((THUMBNAIL_EDGE, THUMBNAIL_EDGE))
    return CleanPicture(
        jpeg=_jpeg(picture),
        thumbnail=_jpeg(small),
        width=picture.width,
        height=picture.height,
        sharpness=round(sharpness, 1),
        brightness=round(brightness, 1),
        verdicts=frozenset(verdict for verdict, holds in verdicts.items() if holds),
    )


def _judged(picture: Image.Image) -> tuple[float, float]:
    """How sharp, and how bright (0–255).

    Sharpness is the variance of the Laplacian in the sharpest tiles, because a mostly empty sheet
    has few edges without being blurred. Brightness is that of the brighter parts: a white paper on
    a dark table is not dark.
    """
    grey_picture = picture.convert("L")
    grey_picture.thumbnail((_JUDGED_EDGE, _JUDGED_EDGE))
    grey = np.asarray(grey_picture, dtype=np.float32)
    edges = (
        grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:] - 4 * grey[1:-1, 1:-1]
    )
    rows = np.array_split(edges, _TILES)
    tiles = [tile for row in rows for tile in np.array_split(row, _TILES, axis=1) if tile.size]
    sharp = np.percentile([tile.var() for tile in tiles] or [0.0], 97)
    return float(sharp), float(np.percentile(grey, 95))


def _jpeg(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "JPEG", quality=85, optimize=True, exif=b"", icc_profile=None, comment=b"")
    return file.getvalue()
