"""One rule ("ketentuan") of an office file."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timezone
from typing import TypeVar

from lawang.offices.days_in_words import read_moment
from lawang.offices.file_hours import read_condition, read_days, read_hours
from lawang.offices.file_lines import Where
from lawang.offices.file_reading import Reading, Table, nearest
from lawang.offices.words import ACTIVITIES, CHANNELS, REASONS, SAYS, Term
from lawang.policy.model import (
    MAIN_SITE,
    Activity,
    Channel,
    Contact,
    Days,
    Pool,
    Reason,
    Rule,
    Says,
)

T = TypeVar("T")

KEYS = (
    "layanan", "semua_kecuali_layanan", "kanal", "kegiatan", "tempat", "pada",
    "syarat", "kalau_tidak",
    "kata", "sebab", "jam", "kuota", "paling_cepat_hari", "paling_lama_hari", "hari_kerja_tunggu",
    "ditangani_mulai", "pindah_ke", "pemberitahuan",
)  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """What the rules of a file may refer to."""

    services: tuple[str, ...]
    sites: tuple[str, ...]
    tz: timezone
    working: frozenset[int]
    conditions: dict[str, Term]
    notices: dict[str, Term]


def read_rule(reading: Reading, where: Where, table: Table, scene: Scene) -> Rule:
    """One rule. A rule that names no service speaks for every service of the office."""
    reading.only(table, where, KEYS)
    on = read_days(reading, (*where, "pada"), reading.texts(table, where, "pada"))
    conditions = (
        read_condition(reading, (*where, "syarat"), each, scene.conditions)
        for each in reading.texts(table, where, "syarat")
    )
    rule = Rule(
        services=_services(reading, where, table, scene),
        channels=frozenset(Channel(c) for c in _codes(reading, where, table, "kanal", CHANNELS)),
        activities=frozenset(
            Activity(code) for code in _codes(reading, where, table, "kegiatan", ACTIVITIES)
        ),
        sites=_sites(reading, where, table, scene),
        on=on,
        conditions=tuple(condition for condition in conditions if condition),
        if_failed=_reason(reading, where, table, "kalau_tidak"),
        says=_says(reading, where, table),
        reason=_reason(reading, where, table, "sebab"),
        hours=read_hours(reading, (*where, "jam"), table, scene.working, on),
        notices=tuple(_codes(reading, where, table, "pemberitahuan", scene.notices)),
    )
    return _with_limits(reading, where, table, scene, _checked(reading, where, table, rule))


def _with_limits(reading: Reading, where: Where, table: Table, scene: Scene, rule: Rule) -> Rule:
    """Quota, how far ahead, lead time, where to and when."""
    least = reading.number(table, where, "paling_cepat_hari")
    most = reading.number(table, where, "paling_lama_hari")
    if least is not None and most is not None and most < least:
        reading.wrong((*where, "paling_lama_hari"),
                      f"paling_lama_hari ({most}) lebih kecil dari paling_cepat_hari ({least}); "
                      "tukar keduanya")  # fmt: skip
    handled = table.get("ditangani_mulai")
    return replace(
        rule,
        pools=_pools(reading, where, table),
        ahead_least=least,
        ahead_most=most,
        lead_days=reading.number(table, where, "hari_kerja_tunggu") or 0,
        handled_from=None if handled is None else reading.read(
            (*where, "ditangani_mulai"), lambda: read_moment(handled, scene.tz)
        ),
        moved_to=reading.text(table, where, "pindah_ke") or None,
    )  # fmt: skip


def _checked(reading: Reading, where: Where, table: Table, rule: Rule) -> Rule:
    """Words that contradict each other."""
    if rule.says is Says.CLOSED and "jam" in table:
        reading.wrong((*where, "jam"), 'ketentuan "tutup" tidak memakai jam; hapus baris jam, '
                                       'atau tulis kata = "buka"')  # fmt: skip
    if rule.says is Says.OPEN and rule.reason is not None:
        reading.wrong((*where, "sebab"), '"sebab" hanya untuk yang tutup atau ditunda; hapus baris '
                                         'ini, atau tulis kata = "tutup"')  # fmt: skip
    if rule.if_failed is not None and not rule.conditions:
        reading.wrong((*where, "kalau_tidak"), '"kalau_tidak" perlu "syarat"; tulis syarat = ["…"]')
    if "ditangani_mulai" in table and rule.says is not Says.DEFERRED:
        reading.wrong((*where, "ditangani_mulai"),
                      '"ditangani_mulai" hanya untuk kata = "ditunda"; ubah katanya')  # fmt: skip
    return rule


def _says(reading: Reading, where: Where, table: Table) -> Says:
    word = reading.text(table, where, "kata", needed=True)
    code = reading.term(word, (*where, "kata"), SAYS, "kata") if word else None
    return Says(code) if code else Says.OPEN


def _reason(reading: Reading, where: Where, table: Table, key: str) -> Reason | None:
    word = reading.text(table, where, key)
    code = reading.term(word, (*where, key), REASONS, "sebab") if word else None
    return Reason(code) if code else None


def _codes(
    reading: Reading, where: Where, table: Table, key: str, terms: dict[str, Term]
) -> list[str]:
    words = reading.texts(table, where, key)
    codes = (reading.term(word, (*where, key), terms, key) for word in words)
    return [code for code in codes if code]


def known_words(
    reading: Reading, where: Where, words: tuple[str, ...], allowed: tuple[str, ...], what: str
) -> frozenset[str]:
    """The words that are allowed; a mistake for each other one."""
    for word in words:
        if word not in allowed:
            reading.wrong(where, f'{what} "{word}" tidak ada di kantor ini; '
                                 f"{nearest(word, allowed)}")  # fmt: skip
    return frozenset(words) & frozenset(allowed)


def _services(reading: Reading, where: Where, table: Table, scene: Scene) -> frozenset[str]:
    every, what = scene.services, "layanan"
    named = reading.texts(table, where, "layanan")
    except_for = reading.texts(table, where, "semua_kecuali_layanan")
    if named and except_for:
        reading.wrong((*where, "semua_kecuali_layanan"),
                      'pakai salah satu saja: "layanan" atau "semua_kecuali_layanan"')  # fmt: skip
    if named:
        return known_words(reading, (*where, "layanan"), named, every, what)
    left_out = known_words(reading, (*where, "semua_kecuali_layanan"), except_for, every, what)
    return frozenset(every) - left_out


def _sites(reading: Reading, where: Where, table: Table, scene: Scene) -> frozenset[str]:
    words = reading.texts(table, where, "tempat")
    return known_words(reading, (*where, "tempat"), words, scene.sites, "tempat")


def _pools(reading: Reading, where: Where, table: Table) -> tuple[Pool, ...]:
    here = (*where, "kuota")
    written = table.get("kuota", [])
    rows = [written] if isinstance(written, dict) else written
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        reading.wrong(here, 'kuota tidak terbaca; tulis kuota = { kolam = "loket", batas = 30 }')
        return ()
    pools = []
    for row in rows:
        reading.only(row, here, ("kolam", "batas", "kira_kira"))
        name = reading.text(row, here, "kolam", needed=True)
        limit = reading.number(row, here, "batas", least=1)
        if "batas" not in row:
            reading.wrong(here, "kuota tanpa batas; tulis batas = 30")
        if name and limit:
            pools.append(Pool(name, limit, _about(reading, here, row)))
    return tuple(pools)


def _about(reading: Reading, where: Where, row: Table) -> tuple[int, int] | None:
    about = row.get("kira_kira")
    if about is None:
        return None
    if (
        isinstance(about, list)
        and len(about) == 2
        and all(isinstance(each, int) and each > 0 for each in about)
        and about[0] <= about[1]
    ):
        return about[0], about[1]
    reading.wrong(where, '"kira_kira" harus dua bilangan, yang kecil dulu; '
                         "tulis kira_kira = [25, 30]")  # fmt: skip
    return None


def read_contact(reading: Reading, where: Where, table: Table, scene: Scene) -> Contact | None:
    """Where a channel answers."""
    reading.only(table, where, ("kanal", "layanan", "alamat"))
    word = reading.text(table, where, "kanal", needed=True)
    code = reading.term(word, (*where, "kanal"), CHANNELS, "kanal") if word else None
    address = reading.text(table, where, "alamat", needed=True)
    named = reading.texts(table, where, "layanan")
    services = known_words(reading, (*where, "layanan"), named, scene.services, "layanan")
    return Contact(Channel(code), address, services) if code and address else None


def contains(earlier: Rule, later: Rule, sites: tuple[str, ...]) -> bool:
    """Does the earlier rule always speak where the later one would?"""
    every_site = frozenset(sites) | {MAIN_SITE}
    return (
        not earlier.conditions
        and earlier.services >= later.services
        and _all(earlier.channels, Channel) >= _all(later.channels, Channel)
        and _all(earlier.activities, Activity) >= _all(later.activities, Activity)
        and (earlier.sites or every_site) >= (later.sites or every_site)
        and _contains_days(earlier.on, later.on)
    )


def _all(named: frozenset[T], every: Iterable[T]) -> frozenset[T]:
    return named or frozenset(every)


def _contains_days(earlier: Days | None, later: Days | None) -> bool:
    if earlier is None:
        return True
    if later is None:
        return earlier.weekdays >= frozenset(range(7))
    return (
        all(earlier.hold(day) for day in later.dates)
        and earlier.weekdays >= later.weekdays
        and all(pair in earlier.nth_weekdays or pair[1] in earlier.weekdays
                for pair in later.nth_weekdays)
    )  # fmt: skip
