"""Opening a poll: every missing condition is named, the roll is frozen and hashed."""

import hashlib
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction

from apps.congress.ballots.models import Option, RollEntry
from apps.congress.ballots.services.opening import poll_open
from apps.congress.ballots.services.setting_up import OptionDraft, options_set, poll_change
from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import NotReady, WrongState
from apps.foundation.policies.models import Policy
from tests.cast import TODAY
from tests.congress.ballots.hall import AT, draft


def refusal_codes(hall, poll, *, roll=None, due=10, present=10):
    roll = hall.roll() if roll is None else roll
    with pytest.raises(NotReady) as refusal:
        poll_open(poll=poll, roll=roll, due=due, present=present, by=hall.staff, at=AT)
    return [issue.code for issue in refusal.value.issues]


def test_it_refuses_a_poll_without_options_and_measures(hall):
    assert refusal_codes(hall, hall.draft(options=(), held_under="")) == ["no_measures", "no_options"]


def test_it_refuses_as_many_options_as_seats_unless_the_measures_allow_it(hall):
    assert refusal_codes(hall, hall.draft(seats=3)) == ["equal_slate"]
    assert hall.open(seats=3, equal_slate=True).state == "open"


def test_an_election_is_held_by_the_law_whatever_the_place_has_set(hall):
    for key, value in {"ballots.base": "valid", "ballots.tie_rule": "presidium"}.items():
        Policy.objects.create(key=key, area=hall.cast.town, value=value, source="甲", starts_on=TODAY, set_at=AT)
    election, vote = hall.open(model="election", seats=1), hall.open()
    assert (election.base, election.tie_rule) == ("all", "run_off")
    assert election.frozen_rules["ballots.tie_rule"]["policy_id"] is None
    assert (vote.base, vote.tie_rule) == ("valid", "presidium")


def test_a_grade_named_twice_is_one_grade(hall):
    poll = hall.draft(model="assessment", seats=None, grades=["满意", " 满意", "", "不满意"])
    assert poll.grades == ["满意", "不满意"]


def test_it_refuses_an_empty_roll(hall):
    assert refusal_codes(hall, hall.draft(), roll=[]) == ["empty_roll"]


def test_it_refuses_somebody_twice_on_the_roll(hall):
    roll = hall.roll()
    assert refusal_codes(hall, hall.draft(), roll=[*roll[:9], roll[0]]) == ["person_twice"]


def test_it_refuses_below_two_thirds(hall):
    assert refusal_codes(hall, hall.draft(), roll=hall.roll()[:6], present=6) == ["below_quorum"]


def test_it_opens_a_street_poll_with_more_than_half(hall, cast):
    poll = hall.draft()
    poll.body = cast.meeting_of_street
    poll.save()
    opened = poll_open(poll=poll, roll=hall.roll()[:6], due=10, present=6, by=hall.staff, at=AT)
    assert (opened.state, opened.quorum) == ("open", "more_than_half")


def test_it_refuses_paper_without_scrutineers_and_tellers(hall):
    expected = ["no_chief_scrutineer", "few_scrutineers", "few_tellers"]
    assert refusal_codes(hall, hall.draft(method="paper")) == expected


def test_it_refuses_a_closing_time_in_the_past(hall):
    assert refusal_codes(hall, hall.draft(closes_at=datetime(2026, 3, 20, 1, tzinfo=UTC))) == ["closes_in_past"]


def test_it_refuses_to_open_twice(hall):
    poll = hall.open()
    with pytest.raises(WrongState, match="目前“表决中”"):
        hall.open(poll)


def test_it_freezes_the_roll_in_order_of_pinyin_with_its_digest(hall):
    poll = hall.open()
    entries = RollEntry.objects.filter(poll=poll)
    assert [entry.name for entry in entries][:4] == ["安然", "白雪", "陈晨", "丁宁"]
    lines = [f"{entry.number}\t{entry.mandate_id}\t{entry.person_id}\t{entry.name}\n" for entry in entries]
    assert poll.roll_hash == hashlib.sha256("".join(lines).encode()).hexdigest()


def test_the_database_refuses_to_change_rules_and_options_of_an_open_poll(hall):
    poll = hall.open()
    poll.seats = 3
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        poll.save(update_fields=["seats"])
    with pytest.raises(DatabaseError, match="options are frozen"), transaction.atomic():
        Option.objects.filter(poll=poll).update(title="改动")


def test_it_refuses_to_change_an_open_poll(hall):
    poll = hall.open()
    with pytest.raises(WrongState, match="表决已经开始,内容不能再改"):
        poll_change(poll=poll, draft=draft(title="改名"), by=hall.staff, at=AT)
    with pytest.raises(WrongState, match="表决已经开始,内容不能再改"):
        options_set(poll=poll, options=[OptionDraft("新项目")], by=hall.staff, at=AT)


def test_it_freezes_the_rules_of_the_place_with_their_source(hall, cast):
    policy = Policy.objects.create(
        key="ballots.base", area=cast.town, value="present", source="本镇票决办法第八条", starts_on=TODAY, set_at=AT
    )
    poll = hall.open()
    assert poll.base == "present"
    assert poll.frozen_rules["ballots.base"] == {
        "value": "present", "policy_id": policy.pk, "source": "本镇票决办法第八条",
    }  # fmt: skip


def test_it_leaves_an_audit_entry_with_the_digest(hall):
    poll = hall.open()
    entry = Entry.objects.get(act="ballots.poll.opened")
    assert entry.facts == {"roll": 10, "due": 10, "present": 10, "roll_hash": poll.roll_hash}


def test_it_keeps_an_option_that_keeps_its_title(hall):
    poll = hall.draft()
    kept = poll.options.get(title="路灯安装")
    options_set(poll=poll, options=[OptionDraft("路灯安装"), OptionDraft("停车场")], by=hall.staff, at=AT)
    assert list(poll.options.values_list("number", "title")) == [(1, "路灯安装"), (2, "停车场")]
    assert poll.options.get(number=1).pk == kept.pk


def test_it_refuses_an_option_named_twice(hall):
    with pytest.raises(NotReady, match="“道路硬化”重复出现2次"):
        hall.draft(options=("道路硬化", "道路硬化 "))
