"""What the citizen typed, as the officer compares it with the papers; numbers masked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lawang.applications.answers import read_date
from lawang.applications.drafts import Opened
from lawang.common import nik, phone
from lawang.common.refusal import Refusal
from lawang.offices.catalogue import Kind, Question
from lawang.offices.days_in_words import day_in_words, moment_in_words
from lawang.offices.regions import place_name
from lawang.policy.model import Policy
from lawang.web.office.application_words import WARNINGS

MASKED = (Kind.NIK, Kind.KK, Kind.PHONE)


@dataclass(frozen=True, slots=True)
class Typed:
    """One answer: what was asked, the answer in words, and doubts about it."""

    label: str
    value: str
    masked: bool
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TypedGroup:
    """The answers of one page of the form."""

    title: str
    rows: tuple[Typed, ...]


def typed_groups(draft: Opened, *, at: datetime, revealed: bool) -> list[TypedGroup]:
    """The form as it was answered; empty answers are left out."""
    answers, policy = draft.application.answers, draft.office.policy
    today = at.astimezone(policy.tz).date()
    groups = []
    for group in draft.case.groups(answers):
        rows = tuple(
            Typed(
                asked.question.label.id,
                _value(asked.question, answers[asked.question.key], policy, revealed=revealed),
                asked.question.kind in MASKED and not revealed,
                _warnings(asked.question, answers, today),
            )
            for asked in group.asked
            if answers.get(asked.question.key)
        )
        if rows:
            groups.append(TypedGroup(group.title.id, rows))
    return groups


def _value(question: Question, answer: str, policy: Policy, *, revealed: bool) -> str:
    if question.kind in MASKED:
        return _number(question.kind, answer, revealed=revealed)
    if question.kind is Kind.CHOICE:
        labels = {choice.key: choice.label.id for choice in question.choices}
        return labels.get(answer, answer)
    if question.kind is Kind.YESNO:
        return {"yes": "Ya", "no": "Tidak"}.get(answer, answer)
    if question.kind is Kind.REGION:
        return place_name(answer)
    return _figure(question.kind, answer, policy)


def _figure(kind: Kind, answer: str, policy: Policy) -> str:
    """Days, moments and large numbers as people read them."""
    if kind is Kind.NUMBER and answer.isdecimal() and len(answer) > len("9999"):
        return f"{int(answer):,}".replace(",", ".")
    try:
        if kind is Kind.DATE:
            return day_in_words(date.fromisoformat(answer))
        if kind is Kind.DATETIME:
            return moment_in_words(datetime.fromisoformat(answer).replace(tzinfo=policy.tz))
    except ValueError:
        return answer
    return answer


def _number(kind: Kind, answer: str, *, revealed: bool) -> str:
    if kind is Kind.PHONE:
        return phone.local(answer) if revealed else phone.mask(answer)
    if revealed:
        return " ".join(answer[at : at + 4] for at in range(0, len(answer), 4))
    return nik.mask(answer)


def _warnings(question: Question, answers: Mapping[str, str], today: date) -> tuple[str, ...]:
    """Soft doubts about a NIK, against the birth date and sex typed of the same person."""
    if question.kind is not Kind.NIK:
        return ()
    whose = question.key.removesuffix("nik")
    try:
        found = nik.check_nik(answers[question.key], today=today)
    except nik.BadNik:
        return ("NIK ini tidak terbaca. Cocokkan dengan KTP.",)
    doubts = found.against(
        born_on=_born_on(answers.get(f"{whose}birth_date", "")),
        sex=nik.Sex(sex) if (sex := answers.get(f"{whose}sex")) in set(nik.Sex) else None,
    )
    return tuple(WARNINGS[doubt] for doubt in doubts)


def _born_on(answer: str) -> date | None:
    try:
        return read_date(answer)
    except Refusal:
        return None
