"""The votes of the demo district: one of each stage, told by the audit."""

import pytest
from django.utils import timezone

from apps.congress.ballots.models import NamedBallot, Poll
from apps.foundation.audit.models import Entry
from apps.foundation.people.models import Person
from apps.systems.livelihood_projects import selectors
from apps.systems.livelihood_projects.models import Project, Season
from apps.systems.livelihood_projects.selectors.delivering import deliveries_of


@pytest.fixture
def year(demo_district, db) -> int:
    """The year the demo district prepares."""
    return timezone.localdate().year + 1


def season(year, area):
    return Season.objects.get(year=year, term__body__area__name=area)


def test_it_shows_every_stage(year):
    assert {str(row.body.area): row.state for row in Season.objects.filter(year=year)} == {
        "青禾镇": "voting",
        "白沙镇": "announced",
        "石桥镇": "drafting",
        "滨江街道": "announced",
        "示例区": "sent",
        "云岭镇": "drafting",
        "东湖街道": "drafting",
    }
    _the_open_vote_waits_for_daibiao2()
    _the_finished_votes_left_a_reserve(year)
    _the_front_has_something_in_every_stage(year)
    _what_was_delivered_is_graded_adjusted_and_put_right(year)
    assert [issue.code for issue in selectors.issues_now(season(year, "石桥镇"), timezone.localdate())] == [
        "scope_open",
        "party_study",
    ]
    assert Entry.objects.filter(act="livelihood_projects.season.announced").count() == 4


def _the_front_has_something_in_every_stage(year):
    calling = Season.objects.get(year=year + 1, term__body__area__name="青禾镇")
    assert calling.clues.count() == 37
    assert selectors.call_stage(calling.collection, timezone.localdate()) == "open"
    assert set(calling.clues.values_list("state", flat=True)) >= {"collected", "merged", "rejected", "feasibility"}
    waiting, table = season(year, "云岭镇"), season(year, "东湖街道").consultations.get()
    assert (waiting.consultations.exists(), selectors.clues_to_consult(waiting).count()) == (False, 14)
    assert (table.closed_at, table.conclusions.exclude(verdict="").count()) == (None, 5)
    assert selectors.study_of(season(year, "石桥镇")).state == "pending"
    assert selectors.funnel_of(season(year, "滨江街道")).chosen == 5


def _what_was_delivered_is_graded_adjusted_and_put_right(year):
    found = deliveries_of(season(year - 2, "白沙镇"), timezone.localdate())
    assert [one.label for one in found] == ["已测评"] * 3 + ["整改中"] * 2
    assert [[change.changes[0] for change in one.changes] for one in found if one.changes] == [
        [["计划数量", "120", "96"]]
    ]
    assert [one.rectification.reported_at is not None for one in found[-2:]] == [True, False]
    assert all(one.rectification.due_on for one in found[-2:])


def _the_open_vote_waits_for_daibiao2():
    (poll,) = Poll.objects.filter(state="open", method="named")
    assert (poll.due, poll.present, NamedBallot.objects.filter(entry__poll=poll).count()) == (60, 43, 23)
    deputy = Person.objects.get(user__username="daibiao2")
    assert poll in Poll.objects.to_cast_by(deputy.pk)


def _the_finished_votes_left_a_reserve(year):
    assert season(year, "白沙镇").projects.filter(state="voted_in").count() == 10
    assert season(year, "滨江街道").projects.filter(state="voted_in").count() == 5
    assert Project.objects.in_reserve().count() == 4
