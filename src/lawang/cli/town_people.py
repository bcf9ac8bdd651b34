"""Invented people and what they would type. Nobody here exists, and nobody can.

Their NIK lie in kecamatan 99, which no region has; their phones are the numbers of nobody.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from random import Random

from lawang.common import phone
from lawang.offices.catalogue import Case, Kind, Question
from lawang.offices.regions import districts

FIRST = (
    "Sari", "Joko", "Nurul", "Wati", "Agus", "Rukmini", "Tuti", "Slamet", "Bagus", "Murni",
    "Hasan", "Yuli", "Dewi", "Bima", "Ratna", "Asep", "Lilis", "Daeng", "Maimunah", "Udin",
)  # fmt: skip
LAST = (
    "Melati", "Pramana", "Aisah", "Kusnadi", "Salimun", "Hadi", "Lestariningsih Wulandari",
    "Widodari", "Anggrek", "Contohno", "Rekaan", "Suryanegara", "Kenanga", "Pertiwi",
)  # fmt: skip
TYPED = {
    "represented": "no",
    "email": "",
    "note": "",
    "job": "Buruh harian",
    "household_count": "4",
    "income": "1500000",
    "hospital_name": "RS Contoh Sehat",
    "school_name": "SDN Contoh 01",
    "campus_name": "Universitas Contoh",
    "rt": "3",
    "rw": "5",
    "postcode": "16400",
    "graduation_year": "2020",
    "birth_hour": "07.30",
    "death_hour": "05.10",
    "birth_weight": "3,1",
    "birth_length": "49",
    "address": "Jalan Contoh nomor 7",
}


@dataclass(slots=True)
class Person:
    """Somebody invented, drawn from the seed."""

    random: Random
    region: str
    serial: int

    def nik(self, *, day: str = "010180", place: int = 0) -> str:
        """Well formed, in a kecamatan that does not exist."""
        return f"{self.region.replace('.', '')}99{day}{(self.serial * 7 + place) % 9000 + 1:04d}"

    @property
    def phone(self) -> str:
        """One of the numbers that belong to nobody."""
        return phone.normal(f"0800-000-{self.serial % 1000:04d}")

    @property
    def village(self) -> str:
        """Code of a village of the region."""
        inside = [village.code for each in districts(self.region) for village in each.villages]
        return self.random.choice(inside or ["Contoh"])

    def name(self) -> str:
        """A first and a last name."""
        return f"{self.random.choice(FIRST)} {self.random.choice(LAST)}"


def answers_for(case: Case, person: Person, *, at: datetime, tz: tzinfo) -> dict[str, str]:
    """Right answers to every question that this case shows."""
    answers: dict[str, str] = {}
    for _ in range(len(case.every_group) + 1):  # an answer may show another question
        before = len(answers)
        for group in case.groups(answers):
            for asked in group.asked:
                key = asked.question.key
                if key not in answers:
                    answers[key] = _answer(asked.question, person, at.astimezone(tz))
        if len(answers) == before:
            break
    return answers


def _answer(question: Question, person: Person, at: datetime) -> str:
    if question.key in TYPED:
        return TYPED[question.key]
    if question.key == "birth_date":
        return "1980-01-01"
    if question.key == "sex":
        return "male"
    if question.kind is Kind.YESNO:
        return "no"
    if question.key == "kelurahan" or question.kind is Kind.REGION:
        return person.village
    if question.kind is Kind.TEXT and question.key.endswith("name"):
        return person.name()
    return _by_kind(question, person, at)


def _by_kind(question: Question, person: Person, at: datetime) -> str:
    place = sum(map(ord, question.key)) % 1000 if question.key != "nik" else 0
    match question.kind:
        case Kind.NIK:
            return person.nik(place=place)
        case Kind.KK:
            return person.nik(day="120316", place=place)
        case Kind.PHONE:
            return person.phone
        case Kind.DATE:
            return (at - timedelta(days=40)).date().isoformat()
        case Kind.DATETIME:
            since = at - timedelta(hours=person.random.choice((9, 20, 40, 62)))
            return since.replace(tzinfo=None).isoformat(timespec="minutes")
        case Kind.CHOICE:
            return person.random.choice(question.choices).key
        case Kind.NUMBER:
            return str(max(question.least or 0, min(2, question.most or 2)))
        case _:
            return "Contoh untuk latihan.".ljust(question.least or 0, ".")[: question.most or 120]
