"""Acts on the call and its clues: races and refusals first."""

from datetime import date, datetime

import pytest
from django.db import connection

from apps.congress.matters.services import submission_withdraw
from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.foundation.policies.models import Policy
from apps.office.notifications.models import Notice
from apps.systems.livelihood_projects import selectors
from apps.systems.livelihood_projects.models import Clue, Project, Season
from apps.systems.livelihood_projects.services import collecting, consulting, nominating, preparing, sorting, studying
from tests import factories as make
from tests.systems.livelihood_projects.place import NOON, SENT_AT, YES, ZONE
from tests.systems.livelihood_projects.pool import BUS, LAMP, pool_of

AFTER = datetime(2026, 4, 1, 0, 30, tzinfo=ZONE)


def merge(pool, clue, into, reason="同一件事"):
    return sorting.clue_merge(clue=clue, into=into, reason=reason, by=pool.place.staff, at=SENT_AT)


# the call


def test_a_call_cannot_be_closed_twice(pool):
    collecting.collection_close(collection=pool.call, by=pool.place.staff, at=NOON)
    with pytest.raises(WrongState, match="征集没有在进行"):
        collecting.collection_close(collection=pool.call, by=pool.place.staff, at=NOON)


def test_a_call_cannot_be_opened_twice(pool):
    with pytest.raises(NotReady, match="征集已经开启"):
        collecting.collection_open(collection=pool.call, by=pool.place.staff, at=NOON)


def test_an_open_call_may_only_end_at_another_time(pool):
    change = {"appeal": "请提出", "channels": ["online"], "by": pool.place.staff, "at": SENT_AT}
    with pytest.raises(DomainError, match="开始日期不能再改"):
        collecting.collection_set(season=pool.season, opens_on=date(2026, 2, 1), closes_on=date(2026, 4, 9), **change)
    call = collecting.collection_set(
        season=pool.season, opens_on=pool.call.opens_on, closes_on=date(2026, 4, 9), **change
    )
    assert call.closes_on == date(2026, 4, 9)


def test_nothing_comes_in_after_the_last_day_and_the_sentence_says_where_to_go(pool):
    with pytest.raises(WrongState) as refused:
        pool.clue(at=AFTER)
    assert "本次征集已2026年3月31日结束" in refused.value.sentence
    assert "请点“改交青禾镇意见建议”提交" in refused.value.sentence
    assert not Clue.objects.exists()


def test_the_office_may_enter_a_late_letter_until_the_list_is_sent(pool):
    clue = pool.clue(at=AFTER, is_late=True, by=pool.place.staff, channel="letter")
    assert clue.submission.channel == "letter"


def test_a_clue_of_another_town_is_refused(pool, cast):
    with pytest.raises(DomainError, match="请选择青禾镇范围内的地点"):
        pool.clue(area=cast.other_town)


# sorting


def test_a_clue_cannot_be_merged_into_itself(pool):
    clue = pool.clue()
    with pytest.raises(NotReady, match="不能并入自己"):
        merge(pool, clue, clue)


def test_two_clues_cannot_be_merged_in_a_circle(pool):
    first, second = pool.clue(), pool.clue(BUS, "公交")
    merge(pool, first, second)
    with pytest.raises(NotReady, match="不能再反过来合并"):
        merge(pool, second, first)


def test_a_clue_cannot_be_merged_twice(pool):
    first, second, third = pool.clue(), pool.clue(BUS, "公交"), pool.clue(LAMP, "另一件")
    merge(pool, first, second)
    with pytest.raises(WrongState, match="已合并到另一件"):
        merge(pool, first, third)


def test_clues_of_two_seasons_are_not_merged(pool):
    following = pool_of(pool.place, year=2028)
    with pytest.raises(NotReady, match="不是本年度的线索"):
        merge(pool, pool.clue(), following.clue())


def test_what_was_merged_before_goes_along_and_hears_everything(pool):
    first, second, third = (pool.clue(title=title) for title in "甲乙丙")
    merge(pool, first, second)
    merge(pool, second, third)
    assert {clue.merged_into_id for clue in Clue.objects.filter(state="merged")} == {third.pk}
    sorting.clue_reject(clue=third, reason="已列入上级计划", where="", by=pool.place.staff, at=NOON)
    assert "原因:已列入上级计划。" in pool.told(first)[-1]


def test_the_database_lets_no_merged_clue_be_without_heir(pool):
    clue = pool.clue()
    with pytest.raises(Exception, match="clue_merged_names_its_heir"):
        Clue.objects.filter(pk=clue.pk).update(state="merged")


def test_a_rejection_tells_why_and_what_to_do_instead(pool):
    clue = pool.clue()
    sorting.clue_reject(clue=clue, reason="属于个人事项", where="向村委会申请补助", by=pool.place.staff, at=NOON)
    update = clue.submission.updates.last()
    assert update.sentence == (
        "您反映的事情没有列入青禾镇2027年民生实事项目,原因:属于个人事项。您可以向村委会申请补助。"
    )
    assert update.is_final
    with pytest.raises(WrongState, match="已答复不予采纳"):
        sorting.clue_reject(clue=clue, reason="再来", where="", by=pool.place.staff, at=NOON)


def test_a_rejection_asks_for_its_reason(pool):
    with pytest.raises(DomainError, match="请写明理由"):
        sorting.clue_reject(clue=pool.clue(), reason=" ", where="", by=pool.place.staff, at=NOON)


def test_a_diverted_clue_names_where_it_went(pool):
    clue = pool.clue()
    with pytest.raises(DomainError, match="请写明转到哪里"):
        sorting.clue_divert(clue=clue, reason="区级道路", where="", by=pool.place.staff, at=NOON)
    sorting.clue_divert(clue=clue, reason="区级道路", where="区交通局", by=pool.place.staff, at=NOON)
    assert "已转区交通局办理" in pool.told(clue)[-1]


def test_sorting_many_leaves_alone_what_somebody_sorted_meanwhile(pool):
    first, second = pool.clue(category=""), pool.clue(category="health")
    wanted = {first.pk: "municipal", second.pk: "municipal"}
    assert sorting.clues_sort(season=pool.season, categories=wanted, by=pool.place.staff, at=NOON) == 1
    assert set(Clue.objects.values_list("category", flat=True)) == {"municipal", "health"}


def test_likely_duplicates_are_of_the_same_season_and_still_going_on(pool):
    clue = pool.clue()
    alike = pool.clue("新民村三组到小学那条路晚上没有路灯,学生走路不安全", "路灯")
    ended = pool.clue("新民村三组到小学那条路晚上没有路灯,请安装", "路灯二")
    sorting.clue_reject(clue=ended, reason="重复", where="", by=pool.place.staff, at=NOON)
    pool.clue(BUS, "公交")
    pool_of(pool.place, year=2028).clue()
    assert [found.submission.livelihood_clue for found in selectors.clue_duplicates(clue)] == [alike]


# studying


def test_a_unit_and_its_handlers_are_asked_and_the_proposer_told(pool, cast):
    clue = pool.clue()
    studying.clue_study(clue=clue, unit=pool.place.office, due_on=date(2026, 3, 25), by=pool.place.staff, at=NOON)
    notice = Notice.objects.get(title="请论证民生实事线索“装路灯”")
    assert notice.recipient == cast.people["handler"]
    assert pool.told(clue)[-1] == "您反映的事情已交青禾镇人民政府论证是否可行。"


def test_a_sheet_with_gaps_is_kept_as_a_draft_but_concludes_nothing(pool):
    clue = pool.clue()
    studying.clue_study(clue=clue, unit=pool.place.office, by=pool.place.staff, at=NOON)
    fill = {"clue": clue, "values": pool.sheet(content=""), "scope": {}, "by": pool.place.staff, "at": NOON}
    studying.feasibility_fill(**fill)
    with pytest.raises(NotReady) as refused:
        studying.feasibility_fill(**fill, conclusion="feasible")
    assert [issue.code for issue in refused.value.issues] == ["content", "scope_open"]
    assert pool.fresh(clue).feasibility.place == "新民村三组"


def test_a_concluded_sheet_is_not_given_to_another_unit(pool, cast):
    clue = pool.studied()
    with pytest.raises(WrongState, match="已有论证结论"):
        studying.clue_study(
            clue=clue, unit=make.make_unit(cast.town, "department", "民政办"), by=pool.place.staff, at=NOON
        )


def test_a_unit_says_something_once_and_may_correct_it(pool):
    clue = pool.clue()
    for text in ("同意", "同意,建议与改造同步"):
        studying.opinion_give(clue=clue, unit=pool.place.office, text=text, by=pool.place.staff, at=NOON)
    assert list(clue.opinions.values_list("text", flat=True)) == ["同意,建议与改造同步"]


# consulting


def test_a_consultation_ends_only_with_a_conclusion_for_every_clue(pool):
    pool.studied("甲")
    pool.clue(title="乙")
    held = pool.consultation()
    pool.conclude(held, Clue.objects.get(title="甲"), "keep")
    with pytest.raises(NotReady, match="还有1件没有结论:“乙”"):
        consulting.consultation_close(consultation=held, by=pool.place.staff, at=NOON)
    assert Clue.objects.get(title="甲").state == "feasibility"


def test_closing_moves_every_clue_tells_every_proposer_and_drafts_the_minutes(pool):
    kept, joined, dropped = pool.studied("甲"), pool.clue(title="乙"), pool.clue(BUS, "丙")
    held = pool.consultation()
    studying.opinion_give(clue=kept, unit=pool.place.office, text="可以实施。", by=pool.place.staff, at=NOON)
    pool.conclude(held, kept, "keep")
    pool.conclude(held, joined, "merge", "同一条路", kept)
    pool.conclude(held, dropped, "drop", "客流不足")
    _, minutes = consulting.consultation_close(consultation=held, by=pool.place.staff, at=NOON)
    assert list(Clue.objects.order_by("title").values_list("title", "state")) == [
        ("丙", "not_chosen"), ("乙", "merged"), ("甲", "preliminary"),
    ]  # fmt: skip
    assert "列入青禾镇2027年民生实事项目初选名单" in pool.told(kept)[-1]
    assert "列入青禾镇2027年民生实事项目初选名单" in pool.told(joined)[-1]
    assert "原因:客流不足。" in pool.told(dropped)[-1]
    text = str(minutes.tree)
    assert minutes.kind == "livelihood_consultation_minutes"
    assert all(said in text for said in ("张镇长", "可以实施", "客流不足", "合并办理（1件）"))


def test_a_consultation_cannot_be_closed_twice(pool):
    clue = pool.studied()
    held = pool.consultation()
    pool.conclude(held, clue, "keep")
    consulting.consultation_close(consultation=held, by=pool.place.staff, at=NOON)
    with pytest.raises(WrongState, match="已经结束"):
        consulting.consultation_close(consultation=held, by=pool.place.staff, at=NOON)


def test_two_that_would_be_merged_into_each_other_stop_the_close(pool):
    first, second = pool.clue(title="甲"), pool.clue(title="乙")
    held = pool.consultation()
    pool.conclude(held, first, "merge", "重复", second)
    pool.conclude(held, second, "merge", "重复", first)
    with pytest.raises(NotReady, match="自己也不再保留"):
        consulting.consultation_close(consultation=held, by=pool.place.staff, at=NOON)


def test_there_is_one_consultation_at_a_time(pool):
    pool.clue()
    pool.consultation()
    with pytest.raises(DomainError, match="还有一次会商没有结束"):
        pool.consultation()


def test_what_came_in_meanwhile_is_put_on_the_table_and_what_is_taken_off_waits(pool):
    first = pool.clue(title="甲")
    held = pool.consultation()
    pool.clue(title="乙")
    assert consulting.table_fill(consultation=held, by=pool.place.staff, at=NOON) == 1
    consulting.table_take_off(conclusion=held.conclusions.get(clue=first), by=pool.place.staff, at=NOON)
    assert [line.clue.title for line in held.conclusions.select_related("clue")] == ["乙"]


def test_a_clue_its_proposer_took_back_is_not_consulted_on(pool):
    clue = pool.clue()
    submission_withdraw(submission=clue.submission, by=pool.place.staff, at=NOON)
    assert not selectors.clues_to_consult(pool.season).exists()


# the party committee


def test_the_list_waits_for_the_party_committee(pool):
    place = pool.place
    for name in ("修路", "建校", "路灯"):
        place.add(pool.season, name)
    with pytest.raises(NotReady, match="党委尚未研究同意"):
        preparing.season_send(season=pool.season, by=place.staff, at=SENT_AT)
    place.studied(pool.season)
    assert preparing.season_send(season=pool.season, by=place.staff, at=SENT_AT).state == "sent"


def test_what_the_party_committee_approved_is_not_asked_again(pool):
    pool.place.add(pool.season, "修路")
    pool.place.studied(pool.season)
    with pytest.raises(Conflict, match="无须再次提请"):
        pool.place.asked(pool.season)


def test_a_returned_study_keeps_the_list_back_until_a_new_round_is_approved(pool):
    place = pool.place
    for name in ("修路", "建校", "路灯"):
        place.add(pool.season, name)
    place.returned(pool.season)
    with pytest.raises(NotReady, match="党委研究后退回"):
        preparing.season_send(season=pool.season, by=place.staff, at=SENT_AT)
    assert Entry.objects.filter(act="livelihood_projects.study.returned", reason="补充资金方案").exists()
    place.studied(pool.season)
    assert preparing.season_send(season=pool.season, by=place.staff, at=SENT_AT).state == "sent"


def test_a_place_may_do_without_the_study(pool, cast):
    place = pool.place
    for name in ("修路", "建校", "路灯"):
        place.add(pool.season, name)
    Policy.objects.create(
        key="livelihood.party_study_required", value=False, area=cast.town, starts_on=date(2026, 1, 1), set_at=SENT_AT
    )
    assert preparing.season_send(season=pool.season, by=place.staff, at=SENT_AT).state == "sent"


def test_there_is_nothing_to_study_before_the_consultation(pool):
    with pytest.raises(DomainError, match="请先会商"):
        pool.place.asked(pool.season)


# candidates


def test_a_candidate_has_everything_the_sheet_says_and_names_where_it_came_from(pool):
    clue = pool.kept()
    merge(pool, pool.clue(BUS, "公交"), clue)
    project = nominating.project_from_clue(clue=clue, name="新民村道路照明", by=pool.place.staff, at=NOON)
    project = Project.objects.get(pk=project.pk)
    copied = {name: getattr(project, name) for name in ("content", "place", "beneficiaries", "responsible_leader")}
    assert copied == {
        "content": "安装路灯40盏", "place": "新民村三组", "beneficiaries": 800, "responsible_leader": "刘副镇长",
    }  # fmt: skip
    assert (project.budget, project.origin, project.scope_checks.count()) == (120000, "群众提出(2件)", len(YES))
    assert "已列为青禾镇2027年民生实事项目候选项目“新民村道路照明”" in pool.told(clue)[-1]


def test_several_clues_lead_to_one_candidate(pool):
    first, second = pool.kept("甲"), pool.kept("乙")
    project = nominating.project_from_clue(clue=first, others=[second], by=pool.place.staff, at=NOON)
    assert set(project.clues.values_list("title", flat=True)) == {"甲", "乙"}
    third = pool.kept("丙")
    assert nominating.clue_join(clue=third, project=project, by=pool.place.staff, at=NOON).origin == "群众提出(3件)"


def test_a_clue_becomes_a_candidate_once(pool):
    clue = pool.kept()
    nominating.project_from_clue(clue=clue, by=pool.place.staff, at=NOON)
    with pytest.raises(WrongState, match="已列为候选项目"):
        nominating.project_from_clue(clue=clue, name="另一个", by=pool.place.staff, at=NOON)
    assert Project.objects.count() == 1


def test_a_clue_of_a_candidate_taken_off_the_list_stands_on_the_preliminary_list_again(pool):
    clue = pool.kept()
    project = nominating.project_from_clue(clue=clue, by=pool.place.staff, at=NOON)
    preparing.project_withdraw(project=project, reason="资金未落实", by=pool.place.staff, at=NOON)
    assert (pool.fresh(clue).state, pool.fresh(clue).project) == ("preliminary", None)
    assert "已撤下,原因:资金未落实。" in pool.told(clue)[-1]


def test_proposers_hear_of_the_vote_the_result_and_its_publication(pool):
    clues = [pool.kept(name) for name in ("修路", "建校", "路灯")]
    for clue in clues:
        nominating.project_from_clue(clue=clue, by=pool.place.staff, at=SENT_AT)
    season = pool.place.send(Season.objects.get(pk=pool.season.pk))
    pool.place.announced(season)
    chosen, lost = pool.told(clues[0]), pool.told(clues[2])
    assert ["已提交" in chosen[-3], "被确定为2027年民生实事项目" in chosen[-2], "结果已经公布" in chosen[-1]] == [
        True
    ] * 3
    assert "没有被确定为2027年民生实事项目,已存入储备项目库" in lost[-1]


@pytest.mark.parametrize("table", ["collection", "unitopinion"])
def test_calls_and_opinions_cannot_be_deleted(pool, table):
    studying.opinion_give(clue=pool.clue(), unit=pool.place.office, text="同意", by=pool.place.staff, at=NOON)
    with pytest.raises(Exception, match="Cannot delete"), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM livelihood_projects_{table}")


@pytest.mark.parametrize(
    "statement",
    ["UPDATE livelihood_projects_conclusion SET verdict = 'drop'", "DELETE FROM livelihood_projects_conclusion",
     "UPDATE livelihood_projects_consultation SET chaired_by = '别人'"],
)  # fmt: skip
def test_what_a_closed_consultation_concluded_stands(pool, statement):
    pool.kept()
    with pytest.raises(Exception, match="pgtrigger: Cannot"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_clue_cannot_be_deleted(pool):
    clue = pool.clue()
    with pytest.raises(Exception, match="Cannot delete"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM livelihood_projects_clue WHERE id = %s", [clue.pk])
