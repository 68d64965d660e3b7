"""履职档案: written once, whoever writes it twice."""

from datetime import UTC, datetime

from apps.foundation.people.models import DutyEvent
from apps.foundation.people.services.duty import duty_event_record, duty_events_record
from tests.cast import TODAY

AT = datetime(2026, 3, 20, 1, tzinfo=UTC)


def facts(cast, **values):
    return {"kind": "session", "on": TODAY, "title": "出席第一次会议", "subject": cast.term, "at": AT} | values


def test_it_writes_an_event_once(cast):
    duty_event_record(person=cast.people["deputy"], **facts(cast))
    duty_event_record(person=cast.people["deputy"], **facts(cast, title="再写一次"))
    assert list(DutyEvent.objects.values_list("title", flat=True)) == ["出席第一次会议"]


def test_it_writes_for_everybody_and_only_once(cast):
    duty_event_record(person=cast.people["deputy"], **facts(cast))
    duty_events_record(people=cast.deputies(), **facts(cast, title="出席"))
    duty_events_record(people=cast.deputies(), **facts(cast, title="出席"))
    assert DutyEvent.objects.count() == 10


def test_it_keeps_events_of_another_kind_apart(cast):
    duty_event_record(person=cast.people["deputy"], **facts(cast))
    duty_event_record(person=cast.people["deputy"], **facts(cast, kind="vote", title="参加票决"))
    assert DutyEvent.objects.count() == 2
