"""An office as a file that its head can read: `read_office("offices/dinsos-depok.toml")`."""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, timezone
from functools import partial
from pathlib import Path
from typing import Any

from lawang.offices.catalogue_keys import service_keys
from lawang.offices.days_in_words import read_day
from lawang.offices.file_hours import read_weekdays
from lawang.offices.file_periods import PeriodTexts, read_periods
from lawang.offices.file_reading import OfficeFileError, Reading, Table, nearest
from lawang.offices.file_rules import Scene
from lawang.offices.file_visits import read_visit_rules
from lawang.offices.holidays import holidays_of
from lawang.offices.names import OfficeNames
from lawang.offices.terms import conditions, notices
from lawang.offices.visit_rules import VisitRules
from lawang.offices.words import KINDS, SERVICES, ZONES, Term, Text
from lawang.policy.model import MAIN_SITE, Policy

__all__ = ["FOLDER", "OfficeFile", "OfficeFileError", "Site", "office_slugs", "read_office",
           "read_office_text"]  # fmt: skip

FOLDER = Path(__file__).resolve().parents[3] / "offices"

KEYS = (
    "slug", "nama", "wilayah_nama", "kode_wilayah", "awalan_resi", "zona", "jenis", "layanan",
    "hari_kerja", "catatan", "telepon_id_whatsapp", "tempat", "libur", "pemberitahuan", "syarat",
    "masa", "tambahan", "kunjungan",
)  # fmt: skip
SLUG = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
CODE = re.compile(r"^[a-z][a-z0-9_]*$")


@dataclass(frozen=True, slots=True)
class Site:
    """A place where the office serves; the main one is always called `kantor`."""

    code: str
    name: Text
    address: str = ""
    map_url: str = ""


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """Everything an office file says."""

    slug: str
    name: str
    region_name: str
    region: str
    """Wilayah code, such as "32.76"."""
    prefix: str
    """What receipt numbers begin with."""
    kind: str
    tz: timezone
    services: tuple[str, ...]
    sites: tuple[Site, ...]
    working_weekdays: frozenset[int]
    holidays_added: frozenset[date]
    holidays_removed: frozenset[date]
    policy: Policy
    texts: dict[str, PeriodTexts]
    """By period id."""
    names: OfficeNames
    phone_number_id: str = ""
    note: str = ""
    additions: tuple[Table, ...] = field(default=())
    """The `[[tambahan]]` rows as written; `catalogue_local` reads them."""
    visits: VisitRules = field(default=VisitRules())
    """How the counter is run: `[kunjungan]`."""

    @property
    def full_name(self) -> str:
        """ "Dinas Sosial Kota Depok"."""
        return f"{self.name} {self.region_name}"


def office_slugs(folder: Path = FOLDER) -> tuple[str, ...]:
    """The offices that have a file, by name."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


def read_office(path: Path | str, *, holidays: frozenset[date] | None = None) -> OfficeFile:
    """The office in this file. Raises OfficeFileError with every mistake, OSError when unreadable.

    `holidays` replaces the national calendar (for tests); the office's own changes still apply.
    """
    path = Path(path)
    shown = path.relative_to(FOLDER.parent) if path.is_relative_to(FOLDER.parent) else path
    try:
        written = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        problem = f"{shown}:1: bukan teks UTF-8; simpan ulang sebagai UTF-8"
        raise OfficeFileError([problem]) from None
    return read_office_text(written, shown, holidays=holidays)


def read_office_text(
    written: str, shown: Path, *, holidays: frozenset[date] | None = None
) -> OfficeFile:
    """The office in this text; `shown` is what mistakes call the file. Raises OfficeFileError."""
    try:
        table = tomllib.loads(written)
    except tomllib.TOMLDecodeError as mistake:
        raise OfficeFileError([_syntax(shown, str(mistake))]) from None
    reading = Reading(shown, written)
    office = _office(reading, table, holidays_of() if holidays is None else holidays)
    reading.finish()
    return office


def _syntax(shown: Path, mistake: str) -> str:
    """tomllib's English as one plain line."""
    found = re.search(r"\(at line (\d+), column (\d+)\)", mistake)
    line = found[1] if found else "1"
    at = f" dekat huruf ke-{found[2]}" if found else ""
    if "Cannot overwrite" in mistake or "twice" in mistake:
        return f"{shown}:{line}: kunci yang sama ditulis dua kali{at}; hapus salah satu"
    return f'{shown}:{line}: penulisan salah{at}; tulis seperti kunci = "teks", tanda kutip lengkap'


def _office(reading: Reading, table: Table, national: frozenset[date]) -> OfficeFile:
    reading.only(table, (), KEYS)
    services = _services(reading, table)
    sites = _sites(reading, table)
    working = _working(reading, table)
    asked = conditions() | _own_terms(reading, table, "syarat")
    told = notices() | _own_terms(reading, table, "pemberitahuan")
    zone = reading.text(table, (), "zona", needed=True)
    if zone and zone not in ZONES:
        reading.wrong(("zona",), f'zona "{zone}" tidak dikenal; tulis "WIB", "WITA", atau "WIT"')
    tz = ZONES.get(zone, ZONES["WIB"])
    codes = tuple(site.code for site in sites)
    scene = Scene(services, codes, tz, working, asked, told)
    periods, texts = read_periods(reading, table, scene)
    added, removed = _own_holidays(reading, table)
    slug = _matching(reading, table, "slug", SLUG, '"dinsos-depok"')
    return OfficeFile(
        slug=slug,
        name=reading.text(table, (), "nama", needed=True),
        region_name=reading.text(table, (), "wilayah_nama", needed=True),
        region=_matching(reading, table, "kode_wilayah", re.compile(r"^\d\d\.\d\d$"), '"32.76"'),
        prefix=_matching(reading, table, "awalan_resi", re.compile(r"^[A-Z]{2,5}$"), '"DPK"'),
        kind=_kind(reading, table),
        tz=tz,
        services=services,
        sites=sites,
        working_weekdays=working,
        holidays_added=added,
        holidays_removed=removed,
        policy=Policy(slug, tz, periods, (national | added) - removed, working, codes,
                      frozenset(services)),
        texts=texts,
        names=OfficeNames(tz, {site.code: site.name for site in sites}, services,
                          {code: term.name for code, term in asked.items()},
                          {code: term.name for code, term in told.items()}),
        phone_number_id=reading.text(table, (), "telepon_id_whatsapp"),
        note=reading.text(table, (), "catatan"),
        additions=_additions(reading, table, services),
        visits=read_visit_rules(reading, table),
    )  # fmt: skip


def _matching(
    reading: Reading, table: Table, key: str, shape: re.Pattern[str], example: str
) -> str:
    value = reading.text(table, (), key, needed=True)
    if value and not shape.match(value):
        reading.wrong((key,), f'{key} "{value}" tidak sesuai bentuknya; tulis seperti {example}')
    return value


def _kind(reading: Reading, table: Table) -> str:
    kind = reading.text(table, (), "jenis", needed=True)
    if kind and kind not in KINDS:
        reading.wrong(("jenis",), f'jenis "{kind}" tidak dikenal; {nearest(kind, KINDS)}')
    return kind


def known_services() -> frozenset[str]:
    """Every service key of the nation: the catalogue's and those we have a short name for."""
    return service_keys() | SERVICES.keys()


def _services(reading: Reading, table: Table) -> tuple[str, ...]:
    services = reading.texts(table, (), "layanan")
    if "layanan" not in table:
        reading.wrong((), '"layanan" belum ada; tulis layanan = ["kis", "pbi-jk"]')
    for service in services:
        if service not in known_services():
            close = nearest(service, sorted(known_services()))
            reading.wrong(("layanan",), f'layanan "{service}" tidak dikenal; {close}')
    if len(set(services)) < len(services):
        reading.wrong(("layanan",), "ada layanan yang ditulis dua kali; tulis sekali saja")
    return services


def _sites(reading: Reading, table: Table) -> tuple[Site, ...]:
    sites = []
    for index, row in enumerate(reading.tables(table, (), "tempat")):
        where = ("tempat", index)
        reading.only(row, where, ("kode", "nama", "nama_inggris", "alamat", "peta"))
        name = reading.text(row, where, "nama", needed=True)
        sites.append(Site(
            reading.text(row, where, "kode", needed=True),
            Text(name, reading.text(row, where, "nama_inggris")),
            reading.text(row, where, "alamat"),
            reading.text(row, where, "peta"),
        ))  # fmt: skip
    if [site.code for site in sites][:1] != [MAIN_SITE]:
        reading.wrong(("tempat",), f'tempat pertama harus kantor utama; tulis kode = "{MAIN_SITE}"')
    if len({site.code for site in sites}) < len(sites):
        reading.wrong(("tempat",), "ada kode tempat yang sama; tulis kode yang berbeda")
    return tuple(sites)


def _working(reading: Reading, table: Table) -> frozenset[int]:
    written = reading.text(table, (), "hari_kerja") or "Senin-Jumat"
    return reading.read(("hari_kerja",), lambda: read_weekdays(written)) or frozenset(range(5))


def _own_terms(reading: Reading, table: Table, key: str) -> dict[str, Term]:
    """The office's own conditions or notices: `kode = { id = "…", en = "…" }`."""
    own: dict[str, Term] = {}
    rows: Any = table.get(key, {})
    if not isinstance(rows, dict):
        reading.wrong((key,), f"[{key}] harus bagian tersendiri; tulis [{key}] lalu isinya")
        return own
    for code, row in rows.items():
        where = (key, code)
        if not CODE.match(code) or not isinstance(row, dict):
            example = 'kode_kecil = { id = "…", en = "…" }'
            reading.wrong(where, f'"{code}" tidak terbaca; tulis {example}')
            continue
        reading.only(row, where, ("id", "en"))
        name = reading.text(row, where, "id", needed=True)
        own[code] = Term(code, code.replace("_", " "), Text(name, reading.text(row, where, "en")))
    return own


def _own_holidays(reading: Reading, table: Table) -> tuple[frozenset[date], frozenset[date]]:
    """Days this office adds to the national calendar, and days it takes away."""
    rows: Any = table.get("libur", {})
    if not isinstance(rows, dict):
        advice = 'tulis [libur] lalu tambah = ["…"]'
        reading.wrong(("libur",), f"[libur] harus bagian tersendiri; {advice}")
        return frozenset(), frozenset()
    reading.only(rows, ("libur",), ("tambah", "hapus"))
    found: dict[str, set[date]] = {"tambah": set(), "hapus": set()}
    for key, days in found.items():
        for written in reading.texts(rows, ("libur",), key):
            day = reading.read(("libur", key), partial(read_day, written))
            if day is not None:
                days.add(day)
    return frozenset(found["tambah"]), frozenset(found["hapus"])


def _additions(reading: Reading, table: Table, services: tuple[str, ...]) -> tuple[Table, ...]:
    rows = reading.tables(table, (), "tambahan")
    for index, row in enumerate(rows):
        service = reading.text(row, ("tambahan", index), "layanan", needed=True)
        if service and service not in services:
            wrong = f'layanan "{service}" tidak ada di kantor ini'
            reading.wrong(("tambahan", index, "layanan"), f"{wrong}; {nearest(service, services)}")
    return tuple(rows)
