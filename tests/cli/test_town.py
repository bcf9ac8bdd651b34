"""The invented town: right answers for every case, every stage in every office, nobody real."""

from datetime import datetime
from random import Random

import pytest

from lawang.applications.answers import check
from lawang.applications.models import Application
from lawang.applications.stages import Stage
from lawang.cli import rehearsal
from lawang.cli.town_people import Person, answers_for
from lawang.messaging.models import OutboxMessage
from lawang.offices.catalogue import catalogue
from lawang.policy.model import WIB

AT = datetime.fromisoformat("2021-01-19T08:55+07:00")
CASES = [
    (service.key, case.key)
    for service in catalogue().active(on=AT.date())
    for case in service.cases
]


@pytest.mark.parametrize(("service", "case"), CASES)
def test_answers__every_case__pass_the_form(service, case) -> None:
    found = catalogue().service(service, on=AT.date()).case(case)
    for seed in range(5):
        answers = answers_for(found, Person(Random(seed), "32.76", seed + 1), at=AT, tz=WIB)
        wrong = {
            key: (bad.code, answers.get(key))
            for group in found.groups(answers)
            for key, bad in check(
                group, answers, before=found.settled(answers), today=AT.date()
            ).wrong.items()
        }
        assert not wrong


@pytest.mark.django_db
def test_town__built__every_office_has_every_stage_and_nothing_to_send() -> None:
    rehearsal.load(at=AT)
    rows = Application.objects.all()
    assert 95 <= rows.count() <= 120
    stages = set(Stage) - {Stage.EXPIRED, Stage.READY_PICKUP, Stage.READY_DOWNLOAD}
    for office in set(rows.values_list("office_id", flat=True)):
        assert set(rows.filter(office=office).values_list("stage", flat=True)) >= stages, office
    assert all(row.nik[4:6] == "99" for row in rows if row.nik)
    assert not OutboxMessage.objects.filter(state="waiting").exists()
    assert not rows.filter(filed_at__gt=AT).exists()
