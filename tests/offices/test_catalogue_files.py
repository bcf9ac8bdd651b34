"""Catalogue files and an office's additions to them: mistakes are told, additions are marked."""

from datetime import date
from pathlib import Path

import pytest

from lawang.offices.catalogue import (
    Catalogue,
    CatalogueError,
    add_local,
    catalogue,
    local_papers,
)
from lawang.offices.catalogue_files import CatalogueFile
from lawang.offices.catalogue_keys import FOLDER

TODAY = date(2026, 11, 23)


def office_file(folder: Path, text: str) -> CatalogueFile:
    path = folder / "kantor.toml"
    path.write_text(text, encoding="utf-8")
    return CatalogueFile(path)


def test_add_local__paper_for_one_case__is_marked_as_the_offices_own(tmp_path: Path) -> None:
    rows = (
        '[[tambahan]]\nlayanan = "kk"\nkasus = ["pisah"]\n'
        'berkas = "surat-rt-rw"\ndasar = "Perwal"\n'
    )
    additions = local_papers(office_file(tmp_path, rows), catalogue().papers)
    service = add_local(catalogue().service("kk", on=TODAY), additions)
    added = service.case("pisah").papers({})[-1]
    assert (added.paper.key, added.local, added.source) == ("surat-rt-rw", True, "Perwal")
    assert all(need.paper.key != "surat-rt-rw" for need in service.case("numpang").papers({}))


def test_add_local__paper_of_its_own__is_shown(tmp_path: Path) -> None:
    rows = (
        '[[tambahan]]\nlayanan = "kis"\nberkas = { key = "denah", name = { id = "Denah rumah", '
        'en = "Map" }, hint = { id = "Gambar tangan boleh.", en = "By hand is fine." }, '
        'icon = "house" }\nwajib = false\n'
    )
    additions = local_papers(office_file(tmp_path, rows), catalogue().papers)
    service = add_local(catalogue().service("kis", on=TODAY), additions)
    assert all(case.every_paper[-1].paper.key == "denah" for case in service.cases)


def test_add_local__taking_away__only_a_template(tmp_path: Path) -> None:
    rows = '[[tambahan]]\nlayanan = "kis"\nkasus = ["baru"]\nberkas = "{}"\nkurangi = true\n'
    service = catalogue().service("kis", on=TODAY)
    fewer = local_papers(office_file(tmp_path, rows.format("sktm")), catalogue().papers)
    kept = add_local(service, fewer).case("baru").papers({})
    assert [need.paper.key for need in kept] == ["ktp-el", "kk", "foto-rumah"]
    too_few = local_papers(office_file(tmp_path, rows.format("kk")), catalogue().papers)
    with pytest.raises(ValueError, match="ketentuan nasional"):
        add_local(service, too_few)


def test_of_table__rows_read_elsewhere__are_checked_alike() -> None:
    rows = [{"layanan": "kk", "berkas": "surat-rt-r"}]
    written = CatalogueFile.of_table("offices/contoh.toml", {"tambahan": rows})
    with pytest.raises(CatalogueError, match="surat-rt-rw"):
        local_papers(written, catalogue().papers)


def broken(folder: Path, old: str, new: str) -> Catalogue:
    """A copy of the catalogue with one mistake in kk.toml."""
    for path in FOLDER.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        (folder / path.name).write_text(
            text.replace(old, new, 1) if path.stem == "kk" else text, encoding="utf-8"
        )
    return Catalogue(folder)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"pernyataan-kepala-kk"', '"pernyataan-kepala-k"', "pernyataan-kepala-kk"),
        ('"receiving_head"', '"receiving_hed"', "receiving_head"),
        ("split_reason = married", "split_reason is married", "represented = yes"),
        ('en = "Family card (KK)"', 'fr = "Carte"', "dua bahasa"),
        ("minutes = 8", 'minutes = "8"', "angka tanpa tanda kutip"),
        ("minutes = 8", "minuts = 8", "minutes"),
        ('kind = "disdukcapil"', "kind = disdukcapil", "Periksa tanda kutip"),
    ],
)
def test_mistake__in_a_file__is_told_with_file_line_and_remedy(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    changed = broken(tmp_path, old, new)
    with pytest.raises(CatalogueError, match=r"kk\.toml baris ") as caught:
        changed.service("kk", on=TODAY)
    assert told in str(caught.value)
    line = (tmp_path / "kk.toml").read_text(encoding="utf-8").splitlines()[caught.value.line - 1]
    assert new.split(" = ")[0].strip('"') in line or "name" in line
