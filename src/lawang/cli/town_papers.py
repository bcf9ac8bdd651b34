"""Drawn papers for the invented town: what a photo would show, with CONTOH across it.

Each drawing is sealed once; every page of the town is a hard link to it under a name of its own,
so that a page deleted later takes no other one's file along.
"""

import os
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from lawang.applications import storage
from lawang.applications.models import Application, ApplicationPaper, PageState, PaperPage
from lawang.applications.pictures import THUMBNAIL_EDGE
from lawang.offices.catalogue import Requirement

SIZE = (1200, 800)
TABLE, SHEET, INK, STAMP = "#b8a48c", "#fdfdf9", "#1d2135", "#c9cdd8"
LINES = {
    "ktp-el": ("PROVINSI CONTOH", "KABUPATEN CONTOH", "NIK     : 9999********0000",
               "Nama    : NAMA CONTOH", "Lahir   : CONTOH, 01-01-1980",
               "Alamat  : JL. CONTOH NO. 7"),
    "kk": ("KARTU KELUARGA", "No. 9999********0000", "1  NAMA CONTOH    KEPALA KELUARGA",
           "2  NAMA CONTOH    ISTRI", "3  NAMA CONTOH    ANAK"),
    "sktm": ("PEMERINTAH DESA CONTOH", "SURAT KETERANGAN TIDAK MAMPU", "Nomor: 000/CONTOH",
             "menerangkan bahwa NAMA CONTOH", "benar warga desa kami.", "Kepala Desa Contoh"),
    "foto-rumah": ("(foto rumah)",),
}  # fmt: skip
LETTER = ("SURAT CONTOH", "Nomor: 000/CONTOH", "menerangkan bahwa NAMA CONTOH",
          "sesuai dengan permohonan.", "Tanda tangan dan cap contoh")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing on the disk, sealed: the large picture and its thumbnail."""

    file: str
    thumbnail: str
    size: int


@lru_cache(maxsize=32)
def drawing(kind: str) -> tuple[bytes, bytes]:
    """A paper of this kind as JPEG, large and small."""
    picture = Image.new("RGB", SIZE, TABLE)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((60, 50, SIZE[0] - 60, SIZE[1] - 50), fill=SHEET, outline="#8a8474", width=3)
    pen.text((260, 560), "CONTOH", font=ImageFont.load_default(180), fill=STAMP)
    if kind == "foto-rumah":
        pen.polygon(((600, 120), (250, 330), (950, 330)), fill="#8c4a32")
        pen.rectangle((300, 330, 900, 560), fill="#d9d2bf", outline=INK, width=4)
        pen.rectangle((550, 400, 650, 560), fill="#5b4230")
    for place, line in enumerate(LINES.get(kind, LETTER)):
        font = ImageFont.load_default(44 if place else 56)
        pen.text((110, 90 + place * 78), line, font=font, fill=INK)
    small = picture.copy()
    small.thumbnail((THUMBNAIL_EDGE, THUMBNAIL_EDGE))
    return _jpeg(picture), _jpeg(small)


def _jpeg(picture: Image.Image) -> bytes:
    made = BytesIO()
    picture.save(made, "JPEG", quality=80)
    return made.getvalue()


class Drawer:
    """Where the town's drawings lie; each kind is drawn and sealed once."""

    def __init__(self) -> None:
        self._kept: dict[str, Drawn] = {}

    def draw(self, kind: str) -> Drawn:
        """The sealed drawing of this kind."""
        kind = kind if kind in LINES else "surat"
        if kind not in self._kept:
            large, small = drawing(kind)
            file, thumbnail = storage.store([[large], [small]])
            self._kept[kind] = Drawn(file, thumbnail, len(large))
        return self._kept[kind]

    def sweep(self) -> None:
        """The drawings themselves go; the links to them stay."""
        storage.forget(name for each in self._kept.values() for name in (each.file, each.thumbnail))


def linked(name: str) -> str:
    """Another name for the same sealed file."""
    new = secrets.token_hex(16)
    place = storage.path_of(new)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        os.link(storage.path_of(name), place)
    except OSError:  # a disk without hard links
        shutil.copyfile(storage.path_of(name), place)
    return new


def add_papers(
    application: Application, needs: Iterable[Requirement], drawer: Drawer, *, at: datetime
) -> None:
    """Clean pages for every paper asked for, as if the worker had looked at them."""
    places = {need.paper.key: (place, need) for place, need in enumerate(needs)}
    rows = ApplicationPaper.objects.bulk_create(
        ApplicationPaper(
            application=application, office_id=application.office_id, kind=kind, place=place
        )
        for kind, (place, _) in places.items()
    )
    PaperPage.objects.bulk_create(
        _page(row, drawer.draw(row.kind), application.round, at)
        for row in rows
        for _ in range(places[row.kind][1].least)
    )


def send_again(application: Application, drawer: Drawer, *, at: datetime) -> None:
    """A new page for every paper that was asked again."""
    asked = application.papers.filter(verdict="rejected", needed=True)
    PaperPage.objects.bulk_create(
        _page(row, drawer.draw(row.kind), application.round, at) for row in asked
    )


def _page(row: ApplicationPaper, drawn: Drawn, round_: int, at: datetime) -> PaperPage:
    picture = {
        "file": linked(drawn.file),
        "thumbnail": linked(drawn.thumbnail),
        "width": SIZE[0],
        "height": SIZE[1],
    }
    return PaperPage(
        paper=row,
        office_id=row.office_id,
        kind="jpeg",
        size=drawn.size,
        original=linked(drawn.file),
        content_index=secrets.token_hex(16),
        state=PageState.CLEAN,
        pictures=[picture],
        round=round_,
        sent_at=at,
    )
