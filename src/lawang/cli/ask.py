"""./lawang ask OFFICE SERVICE …: one question to the policy, from the office files (design 4)."""

import json
import re
import sys
from argparse import Namespace
from dataclasses import dataclass
from datetime import date, datetime, timezone
from pathlib import Path

from lawang.cli.ask_installation import CannotRead, office_of_installation
from lawang.cli.options import Options
from lawang.offices.answers import decision_json
from lawang.offices.file_hours import read_fact
from lawang.offices.file_reading import nearest
from lawang.offices.files import FOLDER, OfficeFileError, known_services, office_slugs, read_office
from lawang.offices.names import OfficeNames, channel_name
from lawang.offices.wording import explain, headline, notice_sentences
from lawang.policy.decide import decide
from lawang.policy.model import (
    MAIN_SITE,
    Activity,
    Answer,
    Ask,
    Channel,
    Decision,
    Fact,
    Policy,
    Reason,
)

KEY = re.compile(r"[a-z][a-z0-9_]*")
POOL = re.compile(r"[a-z][a-z0-9_-]*")
YEARS = range(1990, 2100)


class BadQuestion(Exception):
    """Something in the question cannot be understood; the message is one line."""


@dataclass(frozen=True)
class Pile:
    """An office's policy, with the words for it, from a file or from an installation."""

    slug: str
    policy: Policy
    names: OfficeNames


def main(argv: list[str]) -> int:
    """Print the answer. Gives 0 allowed, 1 refused, 2 bad input (one line on stderr)."""
    options = _options().parse_args(argv)
    try:
        pile = _pile(options)
        question = _question(options, pile)
    except (BadQuestion, OfficeFileError) as wrong:
        print(f"lawang ask: {_one_line(wrong)}", file=sys.stderr)
        return 2
    if question.service in pile.names.services:
        decision = decide(pile.policy, question)
    else:
        decision = Decision(Answer.REFUSED, Reason.NOT_OFFERED)
    if options.json:
        answer = decision_json(pile.slug, question, decision, pile.names)
        print(json.dumps(answer, ensure_ascii=False))
    else:
        print(_human(pile, question, decision))
    return 0 if decision.allowed else 1


def _options() -> Options:
    parser = Options(prog="lawang ask", description=__doc__, allow_abbrev=False)
    parser.add_argument("office")
    parser.add_argument("service")
    parser.add_argument("--channel", required=True, help=", ".join(Channel))
    parser.add_argument("--at", required=True, help="2021-01-19T09:00 (zona kantor / office zone)")
    parser.add_argument("--activity", help=", ".join(Activity))
    parser.add_argument("--site", default=MAIN_SITE)
    parser.add_argument("--with", dest="true", action="append", default=[], metavar="COND")
    parser.add_argument("--fact", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--used", action="append", default=[], metavar="POOL=N")
    parser.add_argument("--filed-at", metavar="ISO")
    parser.add_argument("--for", dest="wanted", metavar="DATE|ISO")
    parser.add_argument("--office-file", type=Path, metavar="FILE")
    parser.add_argument("--data", type=Path, metavar="DIR")
    parser.add_argument("--json", action="store_true")
    return parser


def _one_line(wrong: Exception) -> str:
    if isinstance(wrong, OfficeFileError) and len(wrong.mistakes) > 1:
        return f"{wrong.mistakes[0]} (dan {len(wrong.mistakes) - 1} kesalahan lain)"
    return " ".join(str(wrong).split())


def _pile(options: Namespace) -> Pile:
    """The policy asked: an office file, or the pile of an installation."""
    if options.data is not None:
        if options.office_file is not None:
            raise BadQuestion("pakai salah satu saja: --data atau --office-file")
        return _pile_of_installation(options.data, options.office)
    path = options.office_file
    if path is None:
        if options.office not in office_slugs():
            close = nearest(options.office, office_slugs())
            raise BadQuestion(f'kantor "{options.office}" tidak dikenal; {close}')
        path = FOLDER / f"{options.office}.toml"
    try:
        office = read_office(path)
    except OSError as wrong:
        raise BadQuestion(f"{path} tidak bisa dibaca; periksa nama berkasnya") from wrong
    if office.slug != options.office:
        raise BadQuestion(f'{path} berisi kantor "{office.slug}", bukan "{options.office}"')
    return Pile(office.slug, office.policy, office.names)


def _pile_of_installation(folder: Path, slug: str) -> Pile:
    """The pile in the database of this data directory, read only; nothing is made there."""
    try:
        now = office_of_installation(folder, slug)
    except CannotRead as wrong:
        raise BadQuestion(str(wrong)) from wrong
    return Pile(slug, now.policy, now.file.names)


def _question(options: Namespace, pile: Pile) -> Ask:
    if options.service not in pile.names.services and options.service not in known_services():
        close = nearest(options.service, sorted(known_services()))
        raise BadQuestion(f'layanan "{options.service}" tidak dikenal; {close}')
    channels, activities = tuple(Channel), tuple(Activity)
    channel = Channel(_word(options.channel, channels, "kanal"))
    activity = channel.activity
    if options.activity is not None:
        activity = Activity(_word(options.activity, activities, "kegiatan"))
    tz = pile.policy.tz
    return Ask(
        service=options.service,
        channel=channel,
        at=_moment(options.at, tz, "--at"),
        activity=activity,
        site=_word(options.site, pile.policy.sites, "tempat"),
        facts=_facts(options),
        used=_used(options.used),
        filed_at=_moment(options.filed_at, tz, "--filed-at") if options.filed_at else None,
        wanted=_wanted(options.wanted, tz) if options.wanted else None,
    )


def _word(word: str, allowed: tuple[str, ...], what: str) -> str:
    if word not in allowed:
        raise BadQuestion(f'{what} "{word}" tidak dikenal; {nearest(word, allowed)}')
    return word


def _moment(written: str, tz: timezone, option: str) -> datetime:
    """An ISO date and time, in the office's zone when it names none."""
    example = "tulis misalnya 2021-01-19T09:00"
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        raise BadQuestion(f'{option} "{written}" bukan waktu; {example}') from None
    if len(written) <= len("2021-01-19"):
        raise BadQuestion(f'{option} "{written}" tanpa jam; {example}')
    if at.year not in YEARS:
        raise BadQuestion(f'{option} "{written}" di luar tahun yang kami layani; {example}')
    return at.astimezone(tz) if at.tzinfo else at.replace(tzinfo=tz)


def _wanted(written: str, tz: timezone) -> date:
    """The wanted day, as a date or as a time on it."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return _moment(written, tz, "--for").date()
    if day.year not in YEARS:
        raise BadQuestion(f'--for "{written}" di luar tahun yang kami layani')
    return day


def _facts(options: Namespace) -> dict[str, Fact]:
    """`--with X` is a fact that is true; `--fact X=…` carries a value."""
    facts: dict[str, Fact] = {}
    for written in options.fact:
        key, equals, value = written.partition("=")
        if not equals or not KEY.fullmatch(key) or not value:
            raise BadQuestion(f'--fact "{written}" tidak terbaca; tulis misalnya age=67')
        facts[key] = read_fact(value)
    for key in options.true:
        if not KEY.fullmatch(key):
            raise BadQuestion(f'--with "{key}" tidak terbaca; tulis misalnya files_confirmed')
        if facts.setdefault(key, True) is not True:
            raise BadQuestion(f'"{key}" disebut dua kali dengan isi yang berbeda')
    return facts


def _used(written: list[str]) -> dict[str, int]:
    used: dict[str, int] = {}
    for each in written:
        pool, equals, number = each.partition("=")
        if not equals or not POOL.fullmatch(pool) or not re.fullmatch(r"[0-9]{1,9}", number):
            raise BadQuestion(f'--used "{each}" tidak terbaca; tulis misalnya loket=30')
        used[pool] = int(number)
    return used


def _human(pile: Pile, question: Ask, decision: Decision) -> str:
    """The answer for a person at the keyboard."""
    lines = [headline(decision, question), explain(decision, question, pile.names)]
    lines += notice_sentences(decision, pile.names)
    for way in decision.instead:
        site = "" if way.site == question.site else f" di {pile.names.site(way.site, 'id')}"
        asked = [pile.names.conditions[code].id for code in way.conditions
                 if code in pile.names.conditions]  # fmt: skip
        site += f", kalau {' dan '.join(asked)}" if asked else ""
        contact = f": {way.contact}" if way.contact else ""
        lines.append(f"- {channel_name(way.channel)}{site}{contact}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
