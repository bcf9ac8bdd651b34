"""What an office adds to the national list, always marked as its own.

In an office's file:

    [[tambahan]]
    layanan = "kk"
    kasus = ["pisah"]                # dikosongkan = semua kasus
    berkas = "surat-rt-rw"           # kunci dari catalogue/papers.toml
    sebanyak = 1
    wajib = true
    dasar = "Perwali …"

`berkas` may also be a paper of its own: `{ key = "denah", name = …, hint = …, icon = "house" }`.
`kurangi = true` takes a template item away; a national requirement cannot be taken away.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lawang.offices.catalogue_files import CatalogueFile, Table
from lawang.offices.catalogue_service import Case, Requirement, Service
from lawang.offices.catalogue_shared import paper
from lawang.offices.catalogue_words import Paper

_KEYS = frozenset(
    ["layanan", "kasus", "berkas", "sebanyak", "wajib", "dasar", "kurangi", "catatan"]
)


@dataclass(frozen=True, slots=True)
class LocalPaper:
    """One addition (or, with `drop`, one template item less) of an office."""

    service: str
    need: Requirement
    cases: frozenset[str] = frozenset()
    """Empty = every case."""
    drop: bool = False


def local_papers(file: CatalogueFile, papers: Mapping[str, Paper]) -> tuple[LocalPaper, ...]:
    """The `[[tambahan]]` rows of an office's file. Raises `CatalogueError` at a mistake."""
    return tuple(_local_paper(file, row, papers) for row in file.table.get("tambahan", []))


def _local_paper(file: CatalogueFile, row: Table, papers: Mapping[str, Paper]) -> LocalPaper:
    where = "[[tambahan]]"
    file.allow(row, _KEYS, where)
    own = row.get("berkas")
    if isinstance(own, dict):
        named = {key: value for key, value in own.items() if key != "key"}
        kind = paper(file, file.of(own, "key", str, where), named, where)
    else:
        kind = papers[file.known(file.of(row, "berkas", str, where), papers, "berkas")]
    need = Requirement(
        paper=kind,
        least=file.of(row, "sebanyak", int, where, 1),
        optional=not file.of(row, "wajib", bool, where, True),
        note=file.text_or_none(row, "catatan", where),
        local=True,
        source=file.of(row, "dasar", str, where, ""),
    )
    return LocalPaper(
        service=file.of(row, "layanan", str, where),
        need=need,
        cases=frozenset(file.of(row, "kasus", list, where, [])),
        drop=file.of(row, "kurangi", bool, where, False),
    )


def add_local(service: Service, additions: Iterable[LocalPaper]) -> Service:
    """The service with this office's additions; those for other services are passed over.

    Raises `KeyError` when a case does not exist, `ValueError` when a national requirement
    would be taken away (Perpres 96/2018: an office may not ask for less than the law, nor
    hide that it asks for more).
    """
    mine = [one for one in additions if one.service == service.key]
    for one in mine:
        for key in one.cases:
            service.case(key)
    return replace(service, cases=tuple(_changed(case, mine) for case in service.cases))


def _changed(case: Case, additions: list[LocalPaper]) -> Case:
    needs = list(case.every_paper)
    for one in additions:
        if not one.cases or case.key in one.cases:
            needs = _dropped(needs, one) if one.drop else _laid(needs, one.need)
    return replace(case, every_paper=tuple(needs))


def _laid(needs: list[Requirement], added: Requirement) -> list[Requirement]:
    """Add it, unless the case asks for the same paper unconditionally already."""
    known = {need.paper.key for need in needs if need.when is None and not need.optional}
    return needs if added.paper.key in known else [*needs, replace(added, local=True)]


def _dropped(needs: list[Requirement], one: LocalPaper) -> list[Requirement]:
    national = [n for n in needs if n.paper.key == one.need.paper.key and not n.local]
    if national:
        problem = f"“{one.need.paper.key}” adalah ketentuan nasional {one.service}."
        raise ValueError(f"{problem} Yang bisa dikurangi hanya butir bertanda lokal.")
    return [need for need in needs if need.paper.key != one.need.paper.key]
