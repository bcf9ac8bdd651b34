"""The pile as rows: published, extended, ended, revoked; one of two heads wins; all or nothing."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from lawang.offices import actions
from lawang.offices.actions import (
    PileMoved,
    end_period,
    extend_period,
    publish_period,
    revoke_period,
)
from lawang.offices.drafts import Draft, What, Wish, draft_of
from lawang.offices.files import FOLDER, read_office
from lawang.offices.models import Office, PeriodAmendment, PolicyPeriod
from lawang.offices.queries import UnknownOffice, forget_offices, office_now, reviews_due
from lawang.offices.words import Text
from lawang.people.audit import AuditEvent, staff_actor
from lawang.policy.changes import ChangeRefused, as_known
from lawang.policy.decide import decide
from lawang.policy.model import Activity, Ask, Channel
from tests.office_world import AT, GOWA, load

HEAD = staff_actor(7)


@pytest.fixture(autouse=True)
def _fresh():
    forget_offices()


def wish(since: int, until: int | None) -> Wish:
    review = None if until else date(2021, 2, 1)
    return Wish(What.CLOSE, date(2021, 1, since), until and date(2021, 1, until), review,
                Text("Petugas sakit.", ""), channels=(Channel.COUNTER,))  # fmt: skip


def draft(since: int = 20, until: int | None = 22) -> Draft:
    now = office_now(GOWA)
    return draft_of(wish(since, until), now.policy, now.file.services, at=AT)


def publish(since: int = 20, until: int | None = 22, **more) -> str:
    laid = draft(since, until)
    given = {"seen_version": office_now(GOWA).version, "by": HEAD, "at": AT}
    publish_period(office=GOWA, draft=laid, **(given | more))
    return laid.period.id


def open_on(day: int) -> bool:
    ask = Ask("kis", Channel.COUNTER, AT.replace(day=day, hour=10), Activity.VISIT)
    return decide(office_now(GOWA).policy, ask).allowed


@pytest.mark.django_db
def test_load__office_file__gives_the_same_pile_back() -> None:
    load(GOWA)
    now = office_now(GOWA)
    file = read_office(FOLDER / "dinsos-gowa.toml")
    assert now.policy == file.policy
    assert now.file.texts == file.texts
    assert AuditEvent.objects.for_office(GOWA).get().act == "office_loaded"


@pytest.mark.django_db
def test_load__again__changes_nothing() -> None:
    load(GOWA)
    before = Office.objects.get(slug=GOWA).policy_version
    load(GOWA)
    assert Office.objects.get(slug=GOWA).policy_version == before
    assert AuditEvent.objects.count() == 1


@pytest.mark.django_db
def test_load__changed_file__keeps_what_the_head_published() -> None:
    load(GOWA)
    publish()
    path = FOLDER / "dinsos-gowa.toml"
    text = path.read_text("utf-8") + "\n# berubah\n"
    assert actions.load_offices(files=[(read_office(path), text)], at=AT) == (GOWA,)
    assert not open_on(20)


@pytest.mark.django_db
def test_publish__period__closes_at_once_with_one_event() -> None:
    load(GOWA)
    assert open_on(20)
    publish()
    assert not open_on(20)
    assert open_on(25)
    event = AuditEvent.objects.get(act="period_published")
    assert (event.actor, event.subject) == ("staff:7", "period:tutup-2021-01-20")


@pytest.mark.django_db
def test_publish__same_form_again__publishes_once() -> None:
    load(GOWA)
    version = office_now(GOWA).version
    publish(form_key="f")
    again = draft_of(wish(20, 22), office_now(GOWA).policy, office_now(GOWA).file.services, at=AT)
    publish_period(office=GOWA, draft=again, seen_version=version, by=HEAD, at=AT, form_key="f")
    assert PolicyPeriod.objects.for_office(GOWA).filter(form_key="f").count() == 1


@pytest.mark.django_db
def test_publish__before_today__is_refused_and_writes_nothing() -> None:
    load(GOWA)
    version = office_now(GOWA).version
    with pytest.raises(ChangeRefused) as refused:
        publish(18, 22)
    assert refused.value.code == "day_passed"
    assert office_now(GOWA).version == version


@pytest.mark.django_db
def test_publish__version_seen_is_old__writes_nothing() -> None:
    load(GOWA)
    publish()
    with pytest.raises(PileMoved):
        publish(26, 27, seen_version=office_now(GOWA).version - 1)
    assert open_on(26)


@pytest.mark.django_db
def test_revoke__not_begun__every_answer_is_as_before() -> None:
    load(GOWA)
    key = publish()
    revoke_period(office=GOWA, key=key, seen_version=office_now(GOWA).version, by=HEAD, at=AT)
    assert open_on(20)
    assert PeriodAmendment.objects.for_office(GOWA).get().revoked


@pytest.mark.django_db
def test_extend_and_end__running__and_the_past_is_answered_as_known() -> None:
    load(GOWA)
    key = publish(19, 20)
    extend_period(office=GOWA, key=key, until=date(2021, 1, 26), by=HEAD,
                  seen_version=office_now(GOWA).version, at=AT + timedelta(minutes=1))  # fmt: skip
    assert not open_on(26)
    end_period(office=GOWA, key=key, until=date(2021, 1, 19), by=HEAD,
               seen_version=office_now(GOWA).version, at=AT + timedelta(minutes=2))  # fmt: skip
    assert open_on(20)
    then = as_known(office_now(GOWA).policy, AT + timedelta(seconds=90))
    ask = Ask("kis", Channel.COUNTER, AT.replace(day=26, hour=10), Activity.VISIT)
    assert not decide(then, ask).allowed
    assert office_now(GOWA).publications[key].amended_by == ("staff:7", "staff:7")


@pytest.mark.django_db
def test_review__day_has_come__is_due() -> None:
    load(GOWA)
    key = publish(19, None)
    assert reviews_due(GOWA, date(2021, 1, 31)) == []
    assert reviews_due(GOWA, date(2021, 2, 1)) == [key]


@pytest.mark.django_db
def test_office__unknown__is_refused() -> None:
    with pytest.raises(UnknownOffice):
        office_now("tidak-ada")


@pytest.mark.django_db(transaction=True)
def test_publish__fault_in_the_middle__nothing_is_written(monkeypatch) -> None:
    load(GOWA)
    before = office_now(GOWA).version

    def fault(**_):
        raise RuntimeError("the power went out")

    laid = draft()
    monkeypatch.setattr(actions, "record", fault)
    with pytest.raises(RuntimeError):
        publish_period(office=GOWA, draft=laid, seen_version=before, by=HEAD, at=AT)
    assert office_now(GOWA).version == before
    assert not PolicyPeriod.objects.filter(key=laid.period.id).exists()


@pytest.mark.django_db(transaction=True)
def test_publish__two_heads_at_once__one_wins_and_the_other_is_told() -> None:
    load(GOWA)
    version = office_now(GOWA).version
    drafts, said, start = [draft(20, 22), draft(26, 27)], [], threading.Barrier(2)

    def head(laid: Draft) -> None:
        try:
            start.wait(5)
            publish_period(office=GOWA, draft=laid, seen_version=version, by=HEAD, at=AT)
            said.append("won")
        except PileMoved:
            said.append("moved")
        finally:
            connection.close()

    threads = [threading.Thread(target=head, args=(laid,)) for laid in drafts]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    assert sorted(said) == ["moved", "won"]
    assert AuditEvent.objects.filter(act="period_published").count() == 1
