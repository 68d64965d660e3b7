"""From an empty list to candidates in every member's hand."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connections

from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.office.notifications.models import Notice
from apps.systems.livelihood_projects.models import Project, Season
from apps.systems.livelihood_projects.services import deliberating, preparing
from tests.systems.livelihood_projects.place import NOON, SENT_AT, YES


def names_of(season):
    return list(season.projects.standing().values_list("number", "name"))


def test_it_refuses_a_second_season_of_a_year(town):
    town.season()
    with pytest.raises(Conflict, match="2027年度的民生实事项目已经建立"):
        town.season()


def test_it_refuses_to_send_with_everything_that_is_missing(town):
    season = town.season(seats=2)
    town.add(season, "修路", scope={"basic": (False, "")})
    with pytest.raises(NotReady) as refused:
        preparing.season_send(season=season, by=town.staff, at=SENT_AT)
    codes = [issue.code for issue in refused.value.issues]
    assert codes == ["too_few", "scope_unmet", "scope_open", "party_study"]
    assert Season.objects.get().state == "drafting"
    assert not Notice.objects.exists()


def test_it_sends_to_every_serving_member(town):
    season = town.sent()
    assert season.state == "sent"
    assert Notice.objects.filter(title="请阅读青禾镇2027年民生实事项目候选项目").count() == 10


def test_it_keeps_the_rules_it_was_sent_under(town):
    kept = {key: rule["value"] for key, rule in town.sent().frozen_rules.items()}
    assert kept == {
        "livelihood.min_differential_percent": 20,
        "livelihood.allow_equal": False,
        "livelihood.sent_days_before": 10,
        "livelihood.announce_days": 7,
        "livelihood.party_study_required": True,
    }


def test_it_refuses_to_send_twice(town):
    season = town.sent()
    with pytest.raises(WrongState, match="不能重复送达"):
        preparing.season_send(season=season, by=town.staff, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_two_who_send_at_once_send_once(town):
    season = town.studied(town.drafted())

    def send(number):
        try:
            preparing.season_send(season=season, by=town.staff, at=SENT_AT)
            return "sent"
        except WrongState:
            return "refused"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(send, range(2)))
    assert answers == ["refused", "sent"]
    assert Notice.objects.filter(title__startswith="请阅读").count() == 10


@pytest.mark.parametrize("act", ["add", "change", "withdraw", "move", "settings"])
def test_a_sent_list_can_no_longer_be_changed(town, act):
    season = town.sent()
    project, at = season.projects.first(), NOON
    acts = {
        "add": lambda: town.add(season, "新项目"),
        "change": lambda: preparing.project_change(project=project, values={}, scope=YES, by=town.staff, at=at),
        "withdraw": lambda: preparing.project_withdraw(project=project, reason="不需要", by=town.staff, at=at),
        "move": lambda: preparing.project_move(project=project, up=False, by=town.staff, at=at),
        "settings": lambda: preparing.season_change(
            season=season, to_choose=1, equal_slate_reason="", by=town.staff, at=at
        ),
    }
    with pytest.raises(WrongState, match="请先收回候选项目"):
        acts[act]()


def test_taking_back_lets_it_be_changed_and_forgets_who_had_read(town, cast):
    season = town.sent()
    deliberating.candidates_read(season=season, by=cast.actor("deputy"), at=NOON)
    season = preparing.season_take_back(season=season, reason="补充项目", by=town.staff, at=NOON)
    assert (season.state, season.sent_at, season.receipts.count()) == ("drafting", None, 0)


def test_taking_back_asks_for_a_reason(town):
    season = town.sent()
    with pytest.raises(DomainError, match="请写明收回候选项目的理由"):
        preparing.season_take_back(season=season, reason=" ", by=town.staff, at=NOON)


def test_names_are_unique_on_the_list(town):
    season = town.drafted()
    with pytest.raises(Conflict, match="已有名为“修路”的项目"):
        town.add(season, "修路")


def test_the_name_of_a_withdrawn_project_is_free_again(town):
    season = town.drafted()
    preparing.project_withdraw(project=season.projects.first(), reason="重报", by=town.staff, at=NOON)
    town.add(season, "修路")
    assert names_of(season) == [(1, "建校"), (2, "路灯"), (3, "修路")]


def test_changing_a_project_keeps_its_own_name_and_answers_the_checklist(town):
    season = town.drafted()
    project = season.projects.get(name="修路")
    scope = {"basic": (False, "补短板")}
    preparing.project_change(
        project=project, values=town.values("修路", place="红星村"), scope=scope, by=town.staff, at=NOON
    )
    project.refresh_from_db()
    assert project.place == "红星村"
    assert list(project.scope_checks.values_list("question", "met", "reason")) == [("basic", False, "补短板")]


def test_moving_up_changes_places_with_the_one_before(town):
    season = town.drafted()
    preparing.project_move(project=season.projects.get(name="路灯"), up=True, by=town.staff, at=NOON)
    assert names_of(season) == [(1, "修路"), (2, "路灯"), (3, "建校")]


def test_moving_the_first_up_changes_nothing(town):
    season = town.drafted()
    preparing.project_move(project=season.projects.get(name="修路"), up=True, by=town.staff, at=NOON)
    assert names_of(season) == [(1, "修路"), (2, "建校"), (3, "路灯")]


def test_a_withdrawn_project_cannot_be_withdrawn_again(town):
    project = town.drafted().projects.first()
    preparing.project_withdraw(project=project, reason="重报", by=town.staff, at=NOON)
    with pytest.raises(WrongState, match="已经撤下"):
        preparing.project_withdraw(project=project, reason="重报", by=town.staff, at=NOON)


def test_losers_go_to_the_reserve_and_are_taken_up_once(town):
    town.announced()
    (reserve,) = Project.objects.in_reserve()
    following = town.season(year=2028)
    taken = preparing.project_take_up(reserve=reserve, season=following, by=town.staff, at=NOON)
    assert (taken.name, taken.taken_from, taken.scope_checks.count()) == ("路灯", reserve, 7)
    assert not Project.objects.in_reserve().exists()
    with pytest.raises(Conflict, match="不能重复列入"):
        preparing.project_take_up(reserve=reserve, season=following, by=town.staff, at=NOON)


def test_a_reserve_taken_up_and_withdrawn_returns_to_the_pool(town):
    town.announced()
    reserve, following = Project.objects.in_reserve().get(), town.season(year=2028)
    taken = preparing.project_take_up(reserve=reserve, season=following, by=town.staff, at=NOON)
    preparing.project_withdraw(project=taken, reason="资金未落实", by=town.staff, at=NOON)
    assert Project.objects.in_reserve().get() == reserve


def test_a_reserve_of_another_body_is_refused(town, street):
    town.announced()
    reserve = Project.objects.in_reserve().get()
    with pytest.raises(Conflict, match="只能从本机关的储备库"):
        preparing.project_take_up(reserve=reserve, season=street.season(), by=street.staff, at=NOON)


def test_a_project_that_spans_years_needs_its_yearly_goal(town):
    season = town.season(seats=1)
    town.add(season, "修路", finishes_on=date(2028, 6, 1))
    town.add(season, "建校")
    town.studied(season)
    with pytest.raises(NotReady) as refused:
        preparing.season_send(season=season, by=town.staff, at=SENT_AT)
    assert [issue.sentence for issue in refused.value.issues] == ["“修路”跨年度实施,请填写当年目标。"]


def test_every_act_leaves_one_entry_seen_in_the_area(town):
    season = town.sent()
    acts = Entry.objects.filter(act__startswith="livelihood_projects.").order_by("pk")
    added = "livelihood_projects.project.added"
    assert list(acts.values_list("act", flat=True)) == [
        "livelihood_projects.season.created", added, added, added, "livelihood_projects.study.opened",
        "livelihood_projects.study.approved", "livelihood_projects.season.sent",
    ]  # fmt: skip
    assert set(acts.values_list("area_path", flat=True)) == {season.body.area.path}
