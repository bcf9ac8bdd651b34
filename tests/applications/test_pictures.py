"""Photos and PDFs of strangers: looked at in the request, made anew in a child process.

All pictures are made here; the only card is a drawn one.
"""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter
from pillow_heif import register_heif_opener

from lawang.applications import pictures
from lawang.applications.pictures import (
    BadPaper,
    Ceiling,
    CleanPicture,
    Kind,
    Verdict,
    clean_paper,
    inspect,
)

register_heif_opener()

ORIENTATION, GPS = 0x0112, 0x8825
HTML = b"<html><script>alert(document.cookie)</script></html>"
LOCK = "/Filter /Standard /V 1 /R 2 /P -4 /O (x) /U (x)"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def card(width=1200, height=800, ink=0, paper=255) -> Image.Image:
    """A drawn card full of text, its top left corner red."""
    picture = Image.new("RGB", (width, height), (paper,) * 3)
    draw = ImageDraw.Draw(picture)
    for line in range(24):
        place = (width * 0.1, height * (0.03 + 0.04 * line))
        draw.text(place, "PROVINSI CONTOH  Nama: SITI CONTOH", (ink,) * 3, font_size=height // 35)
    draw.rectangle((0, 0, width // 12, height // 12), "red")
    return picture


def saved(picture: Image.Image, form: str = "JPEG", **options) -> bytes:
    file = BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def with_exif(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "Ponsel Contoh"
    exif.get_ifd(GPS).update({1: "S", 2: (6.0, 24.0, 0.0), 3: "E", 4: (106.0, 47.0, 0.0)})
    return exif


def pdf(pages: int = 1, extra: str = "", trailer: str = "") -> bytes:
    """A PDF by hand; PDFium repairs the missing table of contents."""
    kids = " ".join(f"{10 + n} 0 R" for n in range(pages))
    text = "BT /F1 24 Tf 72 700 Td (Surat Keterangan Contoh) Tj ET"
    parts = [
        f"1 0 obj << /Type /Catalog /Pages 2 0 R {extra} >> endobj",
        f"2 0 obj << /Type /Pages /Kids [{kids}] /Count {pages} >> endobj",
        "3 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj",
        f"4 0 obj << /Length {len(text)} >> stream\n{text}\nendstream endobj",
        *(
            f"{10 + n} 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            "/Resources << /Font << /F1 3 0 R >> >> /Contents 4 0 R >> endobj"
            for n in range(pages)
        ),
        f"trailer << /Root 1 0 R {trailer} >>\n%%EOF",
    ]
    return ("%PDF-1.7\n" + "\n".join(parts)).encode()


def png_bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is huge."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1_000_000), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


JPEG = saved(card())


def cleaned(content: bytes) -> CleanPicture:
    (picture,) = clean_paper(content, inspect(content))
    return picture


def opened(jpeg: bytes) -> Image.Image:
    assert jpeg.startswith(b"\xff\xd8\xff")
    return Image.open(BytesIO(jpeg))


def red_corner(picture: Image.Image) -> str:
    """Which corner is red?"""
    right, bottom = picture.width - 5, picture.height - 5
    corners = {"nw": (5, 5), "ne": (right, 5), "sw": (5, bottom), "se": (right, bottom)}
    red = [name for name, at in corners.items() if picture.getpixel(at)[1] < 100]
    return " ".join(red)


# --- In the request ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (JPEG, Kind.JPEG),
        (saved(card(), progressive=True, exif=with_exif(6)), Kind.JPEG),
        (saved(card(), "PNG"), Kind.PNG),
        (saved(card(), "HEIF"), Kind.HEIC),
        (pdf(), Kind.PDF),
        (JPEG + HTML, Kind.JPEG),  # harmless once made anew
    ],
)
def test_inspect__photo_or_pdf__is_known_by_its_content(content, kind):
    assert inspect(content) is kind
    file = BytesIO(content)
    assert inspect(file) is kind
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (JPEG + bytes(pictures.MOST_BYTES), "too_big"),
        (HTML, "not_a_photo"),
        (SVG, "not_a_photo"),
        (b'<?xml version="1.0"?>' + SVG, "not_a_photo"),
        (saved(card(), "GIF"), "not_a_photo"),
        (saved(card(), "WEBP"), "not_a_photo"),
        (saved(card(), "TIFF"), "not_a_photo"),
        (b"PK\x03\x04" + bytes(100), "not_a_photo"),
        (b"\xff\xd8\xff\xe0" + HTML, "broken"),
        (JPEG[:100], "broken"),
        (JPEG[:2] + b"\xff" * 10_000_000, "broken"),  # and quickly
        (b"\x89PNG\r\n\x1a\n" + SVG, "broken"),
        (png_bomb(0, 10), "broken"),
        (png_bomb(60_000, 60_000), "too_many_pixels"),
    ],
)
def test_inspect__anything_else__is_refused_with_its_code(content, code):
    with pytest.raises(BadPaper) as caught:
        inspect(content)
    assert caught.value.code == code


def test_inspect__exactly_at_the_limits__is_accepted():
    assert inspect(JPEG + bytes(pictures.MOST_BYTES - len(JPEG))) is Kind.JPEG
    assert inspect(png_bomb(65_000, 1_000)) is Kind.PNG


STARTS = st.sampled_from([b"", JPEG[:4], JPEG[:600], png_bomb(9, 9)[:20], b"\0\0\0\x18ftypheic"])


@given(start=STARTS, rest=st.binary(max_size=2000))
@example(start=b"\0\0\0\x18ftypheic", rest=b"ispe" + bytes(3))
@example(start=JPEG[:4], rest=b"\0\0" * 1000)
def test_inspect__any_bytes__are_a_kind_or_a_refusal(start, rest):
    try:
        assert inspect(start + rest) in Kind
    except BadPaper as refusal:
        assert refusal.code in {"empty", "not_a_photo", "too_many_pixels", "broken"}  # noqa: PT017


# --- In the worker -------------------------------------------------------------------------


def test_clean_paper__phone_photo__is_upright_small_and_without_metadata():
    lying = card(3000, 2000).transpose(Image.Transpose.ROTATE_90)  # as the sensor saw it
    content = saved(lying, exif=with_exif(6), comment=b"rahasia")
    picture = cleaned(content)
    assert (picture.width, picture.height) == (2000, 1333)
    assert picture.verdicts == frozenset()
    for jpeg, size in ((picture.jpeg, (2000, 1333)), (picture.thumbnail, (320, 213))):
        image = opened(jpeg)
        assert image.size == size
        assert red_corner(image) == "nw"
        assert not image.getexif()
        assert not {"exif", "comment", "icc_profile", "xmp"} & set(image.info)
    assert b"Ponsel" not in picture.jpeg


@pytest.mark.parametrize("form", ["PNG", "HEIF"])
def test_clean_paper__png_and_heic__become_jpegs_without_metadata(form):
    picture = cleaned(saved(card(), form, exif=with_exif(1)))
    image = opened(picture.jpeg)
    assert (image.size, red_corner(image)) == ((1200, 800), "nw")
    assert not image.getexif()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_clean_paper__unusual_colours__stay_readable(mode):
    if mode == "I;16":  # a 16-bit grey scan: light paper
        content = saved(Image.new(mode, (2400, 1600), 60_000), "PNG")
    else:
        content = saved(card(2400, 1600).convert(mode), "JPEG" if mode == "CMYK" else "PNG")
    image = opened(cleaned(content).jpeg)
    assert image.mode == "RGB"
    assert min(image.getpixel((image.width - 5, 5))) > 225


def test_clean_paper__see_through_picture__lies_on_white_paper():
    picture = cleaned(saved(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG"))
    assert min(opened(picture.jpeg).getpixel((25, 25))) > 250


def test_clean_paper__html_behind_the_picture__is_gone():
    picture = cleaned(JPEG + HTML)
    assert b"script" not in picture.jpeg + picture.thumbnail


def test_clean_paper__pdf__gives_every_page_in_order():
    pages = clean_paper(pdf(pages=3), Kind.PDF)
    assert [(page.width, page.height) for page in pages] == [(1414, 2000)] * 3
    assert all(page.verdicts == frozenset() for page in pages)


def test_clean_paper__pdf_with_scripts__keeps_only_pixels():
    script = "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\); this.submitForm\\('x'\\);) >>"
    (page,) = clean_paper(pdf(extra=script), Kind.PDF)
    assert b"JavaScript" not in page.jpeg
    assert b"submitForm" not in page.jpeg


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (JPEG[: len(JPEG) // 2], "unreadable"),
        (png_bomb(5_000, 5_000), "unreadable"),  # says more pixels than it holds
        (saved(card(), "HEIF")[:3000], "unreadable"),
        (b"%PDF-1.7\nkosong", "unreadable"),
        (pdf(pages=11), "too_many_pages"),
        (pdf(trailer=f"/Encrypt << {LOCK} >> /ID [(a) (a)]"), "locked"),
    ],
)
def test_clean_paper__nothing_to_show__is_refused_with_its_code(content, code):
    with pytest.raises(BadPaper) as caught:
        clean_paper(content, inspect(content))
    assert caught.value.code == code


def test_clean_paper__decoder_needs_too_much_memory__only_the_child_dies():
    large = saved(Image.new("RGB", (6_000, 6_000)), "PNG")
    with pytest.raises(BadPaper, match="unreadable"):
        clean_paper(large, Kind.PNG, ceiling=Ceiling(memory=250 * 1024 * 1024))


def test_clean_paper__child_does_not_answer__is_stopped():
    with pytest.raises(BadPaper, match="took_too_long"):
        clean_paper(JPEG, Kind.JPEG, ceiling=Ceiling(seconds=0.01))


def test_clean_paper__keys_in_the_environment__do_not_reach_the_child(monkeypatch):
    given_to_child = {}

    def run(*args, env, **options):
        given_to_child.update(env)
        return real_run(*args, env=env, **options)

    real_run = pictures.subprocess.run
    monkeypatch.setattr(pictures.subprocess, "run", run)
    monkeypatch.setenv("LAWANG_FIELD_KEYS", "t1:rahasia")
    assert cleaned(JPEG)
    assert set(given_to_child) == {"PYTHONPATH", "OPENBLAS_NUM_THREADS"}


def test_clean_paper__pdf_that_draws_without_end__is_stopped():
    # Each form draws the next one ten times: a thousand million rectangles from one kilobyte.
    forms = [
        f"{50 + n} 0 obj << /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << "
        f"/XObject << /N {51 + n} 0 R >> >> /Length 49 >> stream\n{'/N Do ' * 10}\nendstream endobj"
        for n in range(9)
    ]
    last = "59 0 obj << /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 12 >> stream\n"
    drawing = "\n".join([*forms, last + "0 0 9 9 re f\nendstream endobj\n"])
    bomb = pdf().replace(b"/Font <<", b"/XObject << /N 50 0 R >> /Font <<")
    bomb = bomb.replace(b"BT /F1", b"/N Do BT /F1").replace(
        b"1 0 obj", drawing.encode() + b"1 0 obj", 1
    )
    with pytest.raises(BadPaper, match="took_too_long"):
        clean_paper(bomb, Kind.PDF, ceiling=Ceiling(cpu_seconds=1))


def test_clean_paper__child_cannot_start__is_our_mistake_and_not_the_papers(monkeypatch, tmp_path):
    monkeypatch.setattr(pictures, "SOURCES", tmp_path)
    with pytest.raises(RuntimeError, match="No module named"):
        clean_paper(JPEG, Kind.JPEG)


def test_clean_paper__blurred_and_dark_pictures__are_judged():
    blurred = card().filter(ImageFilter.GaussianBlur(6))
    dark = card(ink=5, paper=40)
    assert cleaned(saved(blurred)).verdicts == {Verdict.BLURRED}
    assert cleaned(saved(dark)).verdicts == {Verdict.DARK}
    assert cleaned(saved(dark.filter(ImageFilter.GaussianBlur(6)))).verdicts == set(Verdict)
