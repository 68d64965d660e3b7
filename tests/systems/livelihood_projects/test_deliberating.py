"""Reading the list, and saying what one thinks of it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from apps.foundation.core.errors import Conflict, DomainError, WrongState
from apps.foundation.people.models import Group
from apps.office.notifications.models import Notice
from apps.systems.livelihood_projects import selectors
from apps.systems.livelihood_projects.models import CandidateReceipt, GroupOpinion
from apps.systems.livelihood_projects.services import deliberating
from tests.systems.livelihood_projects.place import NOON


def record(town, season, text="先修管线", **values):
    return deliberating.opinion_record(season=season, text=text, by=town.staff, at=NOON, **values)


def test_a_member_s_first_look_is_noted_once(town, cast):
    season, deputy = town.sent(), cast.actor("deputy")
    deliberating.candidates_read(season=season, by=deputy, at=NOON)
    deliberating.candidates_read(season=season, by=deputy, at=NOON + timedelta(hours=1))
    assert list(CandidateReceipt.objects.values_list("person", "read_at")) == [(deputy.person_id, NOON)]


@pytest.mark.parametrize("part", ["staff", "other_deputy"])
def test_others_leave_no_receipt(town, cast, part):
    deliberating.candidates_read(season=town.sent(), by=cast.actor(part), at=NOON)
    assert not CandidateReceipt.objects.exists()


def test_it_reminds_only_who_has_not_read(town, cast):
    season = town.sent()
    deliberating.candidates_read(season=season, by=cast.actor("deputy"), at=NOON)
    assert deliberating.unread_remind(season=season, by=town.staff, at=NOON) == 9
    assert Notice.objects.filter(title__startswith="提醒:").count() == 9


def test_it_reminds_once_a_day(town):
    season = town.sent()
    deliberating.unread_remind(season=season, by=town.staff, at=NOON)
    with pytest.raises(Conflict, match="今天已经提醒过"):
        deliberating.unread_remind(season=season, by=town.staff, at=NOON + timedelta(hours=2))
    assert deliberating.unread_remind(season=season, by=town.staff, at=NOON + timedelta(days=1)) == 10


def test_it_refuses_to_remind_when_everybody_has_read(town):
    season = town.sent()
    for person in town.members():
        deliberating.candidates_read(season=season, by=town.member(person), at=NOON)
    with pytest.raises(Conflict, match="都已阅读"):
        deliberating.unread_remind(season=season, by=town.staff, at=NOON)


def test_it_counts_readers_among_today_s_members(town, cast):
    season = town.sent()
    deliberating.candidates_read(season=season, by=cast.actor("deputy"), at=NOON)
    reading = selectors.reading_of(season, NOON.date())
    assert (reading.members, reading.read, reading.unread) == (10, 1, 9)


def test_it_records_an_opinion_of_a_group_on_a_project(town):
    season = town.sent()
    group = Group.objects.create(term=town.term, kind="deputy_group", name="第一小组")
    opinion = record(town, season, group=group, project=season.projects.first())
    assert (opinion.group, opinion.project.name, opinion.recorded_by) == (group, "修路", "示例staff")


def test_it_refuses_an_opinion_on_a_project_of_another_season(town, street):
    season, foreign = town.sent(), street.drafted().projects.first()
    with pytest.raises(Conflict, match="不属于本次民生实事项目"):
        record(town, season, project=foreign)


def test_it_refuses_an_opinion_before_the_list_is_sent(town):
    with pytest.raises(WrongState, match="送达代表之后"):
        record(town, town.drafted())


def test_it_refuses_an_opinion_after_the_decision(town):
    season = town.decided()
    with pytest.raises(WrongState, match="票决结果产生之前才能记录审议意见"):
        record(town, season)


def test_a_street_s_refusal_speaks_of_discussion(street):
    season = street.drafted()
    with pytest.raises(WrongState, match="票选结果产生之前才能记录讨论意见"):
        record(street, season)


def test_it_refuses_an_empty_opinion(town):
    with pytest.raises(DomainError, match="请填写意见内容"):
        record(town, town.sent(), text=" ")


def test_an_answer_once_given_stands(town):
    opinion = record(town, town.sent())
    deliberating.opinion_answer(opinion=opinion, answer="已安排", by=town.staff, at=NOON)
    with pytest.raises(Conflict, match="不能覆盖"):
        deliberating.opinion_answer(opinion=opinion, answer="另行安排", by=town.staff, at=NOON)
    opinion.refresh_from_db()
    assert opinion.answer == "已安排"


def test_what_was_said_cannot_be_rewritten_or_deleted_in_the_database(town):
    opinion = record(town, town.sent())
    with pytest.raises(DatabaseError, match="pgtrigger: Cannot"), transaction.atomic():
        GroupOpinion.objects.filter(pk=opinion.pk).update(text="改写")
    with pytest.raises(DatabaseError, match="pgtrigger: Cannot"), transaction.atomic():
        GroupOpinion.objects.filter(pk=opinion.pk).delete()
