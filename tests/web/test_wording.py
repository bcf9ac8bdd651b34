"""Indonesian in templates: short sentences, no word that we avoid, nothing unmarked for citizens.

The rules are those of the look ("Words"): Bapak/Ibu, fewer than fifteen words in a sentence.
"""

import re
from pathlib import Path

import pytest

from lawang.web import texts
from tests.web.citizen.test_words import AVOIDED

TEMPLATES = texts.WEB / "templates"
MOST_WORDS = 14
COMMENTS = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)
MARKED = re.compile(
    r"\{% blocktranslate\b.*?%\}.*?\{% endblocktranslate %\}|\{% translate\b.*?%\}", re.DOTALL
)
NOT_SAID = re.compile(r"<(style|script|svg)\b.*?</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
INLINE = re.compile(r"</?(?:b|a|span|strong|em|small)\b[^>]*>")
LOGIC = re.compile(r"\{%.*?%\}")
VALUE = re.compile(r"\{\{.*?\}\}|%\(\w+\)s")
LETTERS = re.compile(r"[A-Za-z]{2,}")
ONE_LANGUAGE = ("500.html", "429.html", "desk.html")
"""No translation there: 500 says both languages, the others are the office's."""
PROPER = {"Lawang", "NIK", "Bahasa Indonesia", "English"}


def citizens() -> list[Path]:
    """The templates that citizens see in their language."""
    whole = [*TEMPLATES.glob("*.html"), *(TEMPLATES / "citizen").glob("*.html")]
    return sorted(path for path in whole if path.name not in ONE_LANGUAGE)


def words_in(source: str) -> list[str]:
    """Every text of a template that stands in it unmarked, piece by piece."""
    plain = NOT_SAID.sub("\n", COMMENTS.sub("", source))
    plain = LOGIC.sub("\n", INLINE.sub("", VALUE.sub("X", plain)))
    return [piece.strip() for piece in TAG.sub("\n", plain).split("\n") if piece.strip()]


def sentences_of(said: str) -> list[str]:
    """One by one."""
    return re.split(r"(?<=[.!?:])\s+", VALUE.sub("X", TAG.sub("", said)))


def faults(said: str) -> list[str]:
    """What breaks a rule in this text."""
    long = [each for each in sentences_of(said) if len(each.split()) > MOST_WORDS]
    return [*long, *([said] if AVOIDED.search(said) else [])]


def test_wording__marked_sentences__short_and_plain() -> None:
    assert not [fault for said in texts.sentences() for fault in faults(said.split("\0")[0])]


@pytest.mark.parametrize("folder", ["display", "office", "account", "mfa"])
def test_wording__pages_of_the_office_and_the_wall__short_and_plain(folder: str) -> None:
    found = {
        str(path.relative_to(TEMPLATES)): wrong
        for path in sorted((TEMPLATES / folder).rglob("*.html"))
        if (wrong := [fault for said in words_in(path.read_text()) for fault in faults(said)])
    }
    assert not found


@pytest.mark.parametrize("path", citizens(), ids=lambda path: path.name)
def test_wording__citizens_template__every_text_is_marked(path: Path) -> None:
    left = words_in(MARKED.sub("\n", path.read_text()))
    assert not [each for each in left if LETTERS.search(each.replace("X", "")) and
                each.strip(" -:.") not in PROPER]  # fmt: skip


def test_wording__klik_or_a_long_sentence_or_an_unmarked_text__found() -> None:
    assert faults("Klik di sini.")
    assert faults(" ".join(["kata"] * 15) + ".")
    assert not faults("Mohon kirim ulang satu foto: KK.")
    assert words_in('<p class="x">{{ n }} orang {% icon "x" %}</p>') == ["X orang"]
