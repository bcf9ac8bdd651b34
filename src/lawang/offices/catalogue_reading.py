"""A service's file becomes a `Service`: variants laid on, every reference resolved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lawang.offices import catalogue_shared
from lawang.offices.catalogue_files import CatalogueFile, Table
from lawang.offices.catalogue_service import (
    Case,
    Clock,
    Deadline,
    Mark,
    OfficeKind,
    Product,
    ProductKind,
    Requirement,
    Service,
)
from lawang.offices.catalogue_words import Form, Group, Paper, Question

CLOCK_EVENTS = ("complete", "forwarded", "issued")
UNITS = ("hour", "day", "working_hour", "working_day", "month")
DUTIES = ("office", "citizen", "other")

_SERVICE = frozenset(
    [
        "key",
        "kind",
        "name",
        "about",
        "who",
        "steps",
        "product",
        "deadline",
        "minutes",
        "next_step",
        "in_person",
        "forms",
        "clock",
        "synonyms",
        "active_until",
        "local",
        "sources",
        "mark",
        "papers",
        "groups",
        "group",
        "case",
        "variant",
    ]
)
_CASE = frozenset(
    ["key", "name", "about", "papers", "groups", "forms", "clock", "office", "source", "mark"]
)
_NEED = frozenset(["paper", "least", "optional", "when", "note", "surrender", "local", "source"])
_CLOCK = frozenset(["key", "name", "amount", "unit", "starts", "duty", "when"])


@dataclass(frozen=True)
class Shared:
    """What services refer to by key."""

    questions: Mapping[str, Question]
    groups: Mapping[str, Group]
    papers: Mapping[str, Paper]
    forms: Mapping[str, Form]


def on_day(file: CatalogueFile, day: date) -> Table:
    """The service's table as it is on this day: the file with its dated variants laid on.

    A variant replaces whole keys; its cases replace those of the same key, others are added.
    """
    table = {key: value for key, value in file.table.items() if key != "variant"}
    for variant in file.table.get("variant", []):
        changes = {k: v for k, v in variant.items() if k not in ("since", "until", "case")}
        file.allow(changes, _SERVICE, "[[variant]]")
        if variant.get("since", date.min) <= day <= variant.get("until", date.max):
            own = {case["key"]: case for case in variant.get("case", [])}
            cases = {case["key"]: case for case in table.get("case", [])} | own
            table = table | changes | {"case": list(cases.values())}
    return table


def service(file: CatalogueFile, table: Table, shared: Shared) -> Service:
    """One service from its table. Raises `CatalogueError` at the first mistake."""
    where = str(table.get("key", ""))
    file.allow(table, _SERVICE, where)
    own = catalogue_shared.groups(file, table.get("group", {}), shared.questions)
    here = Shared(shared.questions, {**shared.groups, **own}, shared.papers, shared.forms)
    kinds = [kind.value for kind in OfficeKind]
    return Service(
        key=file.of(table, "key", str, where),
        kind=OfficeKind(file.known(file.of(table, "kind", str, where), kinds, "kind")),
        name=file.text(table, "name", where),
        about=file.text(table, "about", where),
        who=file.texts(table, "who", where),
        steps=file.texts(table, "steps", where),
        product=_product(file, file.of(table, "product", dict, where)),
        deadline=_deadline(file, file.of(table, "deadline", dict, where)),
        minutes=file.of(table, "minutes", int, where),
        cases=tuple(_case(file, table, row, here) for row in table["case"]),
        next_step=file.text_or_none(table, "next_step", where),
        in_person=file.text_or_none(table, "in_person", where),
        forms=_forms(file, table, here),
        clocks=_clocks(file, table, here),
        synonyms=tuple(file.of(table, "synonyms", list, where)),
        active_until=table.get("active_until"),
        local=file.of(table, "local", bool, where, False),
        sources=tuple(file.of(table, "sources", list, where)),
        mark=_mark(file, table, Mark.CERTAIN),
    )


def _product(file: CatalogueFile, row: Table) -> Product:
    file.allow(row, frozenset({"name", "kind", "pickup"}), "product")
    kinds = [kind.value for kind in ProductKind]
    kind = file.known(file.of(row, "kind", str, "product"), kinds, "product: kind")
    pickup = file.of(row, "pickup", bool, "product")
    return Product(file.text(row, "name", "product"), ProductKind(kind), pickup)


def _deadline(file: CatalogueFile, row: Table) -> Deadline:
    file.allow(row, frozenset({"amount", "unit"}), "deadline")
    unit = file.known(row.get("unit", ""), ("working_hour", "working_day"), "unit")
    return Deadline(file.of(row, "amount", int, "deadline"), unit)


def _mark(file: CatalogueFile, row: Table, default: Mark) -> Mark:
    return Mark(file.known(row.get("mark", default.value), [m.value for m in Mark], "mark"))


def _case(file: CatalogueFile, table: Table, row: Table, shared: Shared) -> Case:
    """A case with the service's common papers and groups before its own."""
    where = f'key = "{row.get("key", "")}"'
    file.allow(row, _CASE, where)
    source = file.of(row, "source", str, where)
    kinds = [kind.value for kind in OfficeKind]
    office = file.known(row["office"], kinds, "office") if "office" in row else None
    needs = [*table.get("papers", []), *row.get("papers", [])]
    pages = [*table.get("groups", []), *row.get("groups", [])]
    return Case(
        key=file.of(row, "key", str, where),
        name=file.text(row, "name", where),
        every_paper=tuple(requirement(file, need, shared.papers, source) for need in needs),
        every_group=tuple(
            shared.groups[file.known(page, shared.groups, "kelompok pertanyaan")] for page in pages
        ),
        about=file.text_or_none(row, "about", where),
        forms=_forms(file, row, shared),
        clocks=_clocks(file, row, shared),
        office=OfficeKind(office) if office else None,
        source=source,
        mark=_mark(file, row, _mark(file, table, Mark.CERTAIN)),
    )


def requirement(
    file: CatalogueFile, row: Any, papers: Mapping[str, Paper], source: str
) -> Requirement:
    """A paper of a case: its key alone, or a table with what is special here."""
    need: Table = {"paper": row} if isinstance(row, str) else row
    file.allow(need, _NEED, "papers")
    key = file.known(file.of(need, "paper", str, "papers"), papers, "berkas")
    return Requirement(
        paper=papers[key],
        least=file.of(need, "least", int, key, 1),
        optional=file.of(need, "optional", bool, key, False),
        when=file.when(need, key),
        note=file.text_or_none(need, "note", key),
        surrender=file.of(need, "surrender", bool, key, False),
        local=file.of(need, "local", bool, key, False),
        source=file.of(need, "source", str, key, source),
    )


def _forms(file: CatalogueFile, row: Table, shared: Shared) -> tuple[str, ...]:
    return tuple(file.known(code, shared.forms, "formulir") for code in row.get("forms", []))


def _clocks(file: CatalogueFile, row: Table, shared: Shared) -> tuple[Clock, ...]:
    return tuple(_clock(file, clock, shared) for clock in row.get("clock", []))


def _clock(file: CatalogueFile, row: Table, shared: Shared) -> Clock:
    file.allow(row, _CLOCK, "clock")
    starts = file.of(row, "starts", str, "clock")
    return Clock(
        key=file.of(row, "key", str, "clock"),
        name=file.text(row, "name", "clock"),
        amount=file.of(row, "amount", int, "clock"),
        unit=file.known(file.of(row, "unit", str, "clock"), UNITS, "unit"),
        starts=file.known(starts, (*CLOCK_EVENTS, *shared.questions), "starts"),
        duty=file.known(file.of(row, "duty", str, "clock"), DUTIES, "duty"),
        when=file.when(row, "clock"),
    )
