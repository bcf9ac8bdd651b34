"""What a decision carries beside its answer: when it opens next, what instead, whom to call."""

from datetime import date

from lawang.policy.decide import decide
from lawang.policy.model import Answer, Channel, Contact, Days, Reason, Says
from tests.policy.make import (
    ask,
    closed,
    moment,
    needs,
    office,
    period,
    pool,
    rule,
    week,
)

GOWA = office(
    period(
        "darurat",
        rule(
            "jampersal counter visit",
            conditions=needs("files_confirmed"),
            hours=week("10.00-12.00", "14.00-15.00"),
        ),
        closed("counter"),
        rule("jampersal whatsapp file", hours=week("08.00-15.00")),
        until="2024-03-12",
    )
)


def test_next_opening__unconfirmed_inside_the_window__at_once_with_the_condition():
    decision = decide(GOWA, ask("jampersal counter", "2024-03-05 10.30"))
    assert (decision.reason, decision.conditions) == (Reason.NEEDS_CONDITION, ("files_confirmed",))
    assert decision.next_opening is not None
    assert (decision.next_opening - moment("2024-03-05 10.30")).total_seconds() == 1


def test_next_opening__unconfirmed_between_windows__hours_of_the_remembered_rule():
    decision = decide(GOWA, ask("jampersal counter", "2024-03-05 13.00"))
    assert (decision.reason, decision.conditions) == (Reason.OUTSIDE_HOURS, ("files_confirmed",))
    assert decision.next_opening == moment("2024-03-05 14.00")


def test_next_opening__period_with_an_end__taken_at_its_word():
    decision = decide(GOWA, ask("kk counter", "2024-03-11 09.00"))
    assert decision.until == date(2024, 3, 12)
    assert decision.next_opening == moment("2024-03-13 08.00")


def test_next_opening__open_end__unknown():
    policy = office(period("tutup", closed("counter")))
    assert decide(policy, ask("kk counter", "2024-03-05 09.00")).next_opening is None


def test_next_opening__open_end_with_a_listed_date__that_date():
    only = rule("counter", on=Days(dates=frozenset({date(2024, 9, 9)})), hours=week("09.00-10.00"))
    policy = office(period("tutup", only, closed("counter")))
    decision = decide(policy, ask("kk counter", "2024-03-05 09.00"))
    assert decision.next_opening == moment("2024-09-09 09.00")


def test_next_opening__later_period_opens_a_channel__its_first_day():
    later = period("buka", rule("kk whatsapp"), since="2024-05-02")
    decision = decide(office(later), ask("kk whatsapp", "2024-03-05 09.00"))
    assert decision.reason is Reason.NOT_OFFERED
    assert decision.next_opening == moment("2024-05-02 00.00")


def test_next_opening__beyond_400_days__unknown():
    later = period("buka", rule("kk whatsapp"), since="2026-05-02")
    decision = decide(office(later), ask("kk whatsapp", "2024-03-05 09.00"))
    assert decision.next_opening is None


def test_next_opening__quota_used__next_day():
    policy = office(normal=(rule("counter", hours=week("08.00-12.00"), pools=(pool("a", 30),)),))
    decision = decide(policy, ask("kk counter", "2024-03-08 09.00", used={"a": 30}))
    assert decision.next_opening == moment("2024-03-12 08.00")  # the 11th is a holiday
    assert decision.daily_quota == 30


def test_deferred__web_at_night__handled_from_the_next_working_morning():
    decision = decide(office(), ask("kk web", "2024-03-08 22.00"))
    assert (decision.answer, decision.reason) == (Answer.DEFERRED, Reason.OUTSIDE_HOURS)
    assert decision.next_opening == moment("2024-03-12 08.00")
    assert decision.instead == ()


def test_deferred__by_a_rule__handled_from_what_it_says():
    drop = rule("counter", says=Says.DEFERRED, handled_from=moment("2024-03-20 08.00"))
    decision = decide(office(period("kotak", drop)), ask("kk counter", "2024-03-05 09.00"))
    assert decision.next_opening == moment("2024-03-20 08.00")


def test_instead__closed_counter__channels_in_order_with_their_first_moment():
    decision = decide(GOWA, ask("jampersal counter", "2024-03-05 09.00"))
    assert [(way.channel, way.since) for way in decision.instead] == [
        (Channel.WEB, moment("2024-03-05 09.00")),
        (Channel.WHATSAPP, moment("2024-03-05 09.00")),
    ]


def test_instead__counter_open_later_this_week__from_then():
    policy = office(period("web-mati", closed("web", reason=Reason.SYSTEM_DOWN)))
    decision = decide(policy, ask("kk web", "2024-03-08 16.00"))
    assert [(way.channel, way.since) for way in decision.instead] == [
        (Channel.COUNTER, moment("2024-03-12 08.00"))
    ]


def test_instead__way_with_an_unknown_condition__names_it():
    policy = office(
        period(
            "khusus",
            closed("web"),
            rule("counter visit", conditions=needs("hospital_patient"), hours=week("08.00-15.00")),
            closed("counter"),
        )
    )
    decision = decide(policy, ask("kk web", "2024-03-05 09.00"))
    assert [(way.channel, way.conditions) for way in decision.instead] == [
        (Channel.COUNTER, ("hospital_patient",))
    ]
    known = decide(policy, ask("kk web", "2024-03-05 09.00", facts={"hospital_patient": False}))
    assert known.instead == ()


def test_instead__collective__usable_by_everyone():
    policy = office(
        period(
            "kolektif",
            rule("collective file", conditions=needs("facilitator")),
            closed("counter web"),
        )
    )
    decision = decide(policy, ask("kis counter", "2024-03-05 09.00"))
    assert [(way.channel, way.conditions) for way in decision.instead] == [(Channel.COLLECTIVE, ())]


def test_instead__pickup__other_sites_only():
    policy = office(period("tutup", closed("pickup @kantor")), sites=("kantor", "gerai"))
    decision = decide(policy, ask("kia counter pickup", "2024-03-05 09.00"))
    assert [(way.channel, way.site) for way in decision.instead] == [(Channel.COUNTER, "gerai")]


def test_contact__most_specific_of_the_newest_period_wins():
    policy = office(
        period(
            "baru",
            rule("whatsapp"),
            contacts=(
                Contact(Channel.WHATSAPP, "0800-000-0001"),
                Contact(Channel.WHATSAPP, "0800-000-0002", frozenset({"kk"})),
            ),
        )
    )
    assert decide(policy, ask("kk whatsapp", "2024-03-05 09.00")).contact == "0800-000-0002"
    assert decide(policy, ask("kia whatsapp", "2024-03-05 09.00")).contact == "0800-000-0001"
    assert decide(policy, ask("kk whatsapp", "2024-03-03 09.00")).contact is None


def test_unknown_closing_condition__is_passed_over():
    policy = office(period("warga", closed("counter", conditions=needs("residence != 36.02"))))
    assert decide(policy, ask("kk counter", "2024-03-05 09.00")).allowed


def test_own_hours_speak__a_rule_outside_its_hours_still_says_no():
    policy = office(period("pendek", rule("counter visit", hours=week("08.00-10.00"))))
    decision = decide(policy, ask("kk counter", "2024-03-05 11.00"))
    assert decision.reason is Reason.OUTSIDE_HOURS
    assert decision.period == "pendek"
