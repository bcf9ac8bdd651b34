"""The English: complete, compiled, with the same gaps to fill in."""

import re

from lawang.web import texts

GAP = re.compile(r"%\(\w+\)s")


def test_texts__every_marked_sentence__has_english() -> None:
    known = texts.read_po(texts.PO.read_text(encoding="utf-8"))
    assert not [each for each in texts.sentences() if not known.get(each)]


def test_texts__compiled_file__is_what_the_po_says() -> None:
    known = texts.read_po(texts.PO.read_text(encoding="utf-8"))
    assert texts.MO.read_bytes() == texts.compiled(known), "run: python -m lawang.web.texts"


def test_texts__gaps__same_in_both_languages() -> None:
    known = texts.read_po(texts.PO.read_text(encoding="utf-8"))
    for source, english in known.items():
        assert set(GAP.findall(source)) == set(GAP.findall(english)), source
