"""A broken office file stops `up`: every mistake, with file and line, and nothing is changed."""

import shutil

import pytest

from lawang.cli.office_files import read_all
from lawang.cli.options import Stop
from lawang.offices.files import FOLDER


def test_read_all__our_files__gives_five_offices() -> None:
    assert [office.slug for office, _ in read_all()] == [
        "dinsos-depok", "dinsos-gowa", "dinsos-lebak", "disdukcapil-bekasi", "disdukcapil-bogor",
    ]  # fmt: skip


def test_read_all__two_broken_files__names_both_with_lines(tmp_path) -> None:
    for slug in ("dinsos-depok", "dinsos-gowa"):
        text = (FOLDER / f"{slug}.toml").read_text("utf-8")
        (tmp_path / f"{slug}.toml").write_text(text.replace("zona =", "zone ="), "utf-8")
    shutil.copy(FOLDER / "dinsos-lebak.toml", tmp_path)
    with pytest.raises(Stop) as stop:
        read_all(tmp_path)
    assert "dinsos-depok.toml:" in str(stop.value)
    assert "dinsos-gowa.toml:" in str(stop.value)
    assert "dinsos-lebak.toml" not in str(stop.value)
