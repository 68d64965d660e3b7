"""What becomes of a question: who may do what to it, and what two of them at once may not."""

import json
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed, NotReady, WrongState
from apps.systems.legal_exams.models import Bank, Law, Organ, Part, Question
from apps.systems.legal_exams.rules import drawing, states
from apps.systems.legal_exams.selectors.bank import drawable
from apps.systems.legal_exams.services import laws
from apps.systems.legal_exams.services import questions as acts
from tests.racing import at_once, refusals
from tests.systems.legal_exams.bank_makers import added, approved, content, draft, submitted
from tests.systems.legal_exams.house_of_exams import NOW, make_law

ON = date(2026, 3, 20)
pytestmark = pytest.mark.django_db
racing = pytest.mark.django_db(transaction=True)


def approve(house, question, by="reviewer", revision=None):
    told = question.revision if revision is None else revision
    return acts.question_approve(question=question, revision=told, by=house.actor(by), at=NOW)


def test_nobody_approves_what_they_set(house):
    question = submitted(house)
    with pytest.raises(NotAllowed):
        approve(house, question, by="exam_setter")
    with pytest.raises(DatabaseError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(reviewer=question.author_id)
    approve(house, question)
    question.refresh_from_db()
    assert (question.state, question.reviewer) == (states.ACTIVE, house.people["reviewer"])


@pytest.mark.parametrize("state", ["draft", "active", "retired"])
def test_only_what_was_handed_in_is_approved(house, state):
    make = {"draft": added, "active": approved, "retired": submitted}[state]
    question = make(house)
    if state == "retired":
        acts.question_retire(question=question, reason="不用了", by=house.actor("reviewer"), at=NOW)
    with pytest.raises(WrongState):
        approve(house, question)


def test_what_was_approved_is_what_was_read(house):
    """Returned, changed and handed in again while the reviewer's page stood open."""
    question = submitted(house)
    acts.question_return(question=question, note="选项有误", revision=0, by=house.actor("reviewer"), at=NOW)
    by = house.actor("exam_setter")
    acts.question_change(question=question, draft=draft(house), revision=0, by=by, at=NOW)
    acts.question_submit(question=question, by=by, at=NOW)
    with pytest.raises(Conflict):
        approve(house, question, revision=0)
    approve(house, question, revision=1)


def test_many_are_approved_or_none(house):
    good, own = submitted(house), submitted(house, by="reviewer")
    with pytest.raises(NotAllowed, match=str(own)):
        acts.questions_approve(read=[(good, 0), (own, 0)], by=house.actor("reviewer"), at=NOW)
    good.refresh_from_db()
    assert good.state == states.IN_REVIEW
    assert acts.questions_approve(read=[(good, 0)], by=house.actor("reviewer"), at=NOW) == 1


def test_a_draft_is_its_authors_and_a_stale_page_saves_nothing(house):
    question = added(house)
    with pytest.raises(NotAllowed):
        acts.question_change(question=question, draft=draft(house), revision=0, by=house.actor("reviewer"), at=NOW)
    by = house.actor("exam_setter")
    acts.question_change(question=question, draft=draft(house), revision=0, by=by, at=NOW)
    with pytest.raises(Conflict):
        acts.question_change(question=question, draft=draft(house), revision=0, by=by, at=NOW)


def test_what_was_approved_is_never_changed(house):
    question = approved(house)
    with pytest.raises(WrongState):
        acts.question_change(question=question, draft=draft(house), revision=0, by=house.actor("exam_setter"), at=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(sealed="{}")


@pytest.mark.parametrize("again", ["密干:监督的对象是谁?", "  密干: 监督的对象是谁( )。", "密干:监督的对象是谁"])
def test_the_same_stem_is_refused_and_the_other_named_in_either_bank(house, again):
    first = added(house, content("密干:监督的对象是谁?"), bank=Bank.PRACTICE)
    with pytest.raises(Conflict, match=f"{first}\\(练习题库"):
        added(house, content(again))
    acts.question_retire(question=first, reason="重复", by=house.actor("reviewer"), at=NOW)
    added(house, content(again))


def test_a_change_into_the_stem_of_another_is_refused(house):
    first, second = added(house), added(house)
    said = content(first.content["stem"])
    with pytest.raises(Conflict, match=str(first)):
        acts.question_change(
            question=second, draft=draft(house, said), revision=0, by=house.actor("exam_setter"), at=NOW
        )


@pytest.mark.parametrize(
    ("kind", "values", "told"),
    [
        (drawing.SINGLE, {"key": (4,)}, "超出选项范围"), (drawing.SINGLE, {"key": (0, 1)}, "只能有一个答案"),
        (drawing.SINGLE, {"key": ()}, "请填写答案"), (drawing.SINGLE, {"options": ("甲", "乙")}, "选项应有3至8个"),
        (drawing.SINGLE, {"options": ("甲", "", "乙", "丙")}, "中间不能空"),
        (drawing.SINGLE, {"options": ("甲", "乙", "甲", "丙")}, "两个选项相同"),
        (drawing.MULTIPLE, {"key": (2,)}, "至少有两个答案"),
        (drawing.JUDGE, {"key": (0,)}, "正确"), (drawing.SINGLE, {"stem": "( )。"}, "请填写题干"),
    ],
)  # fmt: skip
def test_a_question_that_is_not_complete_is_refused_with_what_is_wrong(house, kind, values, told):
    with pytest.raises(NotReady) as refused:
        added(house, content(values.pop("stem", ""), **values), kind=kind)
    assert any(told in issue.sentence for issue in refused.value.issues)


def test_a_judgement_has_its_two_answers(house):
    question = approved(house, content(options=drawing.JUDGE_OPTIONS, key=(1,)), kind=drawing.JUDGE)
    assert drawable(house.office, Organ.COURT, Bank.SEALED, ON) == [
        drawing.Candidate(question.pk, drawing.JUDGE, drawing.PUBLIC, drawing.EASY, 2, (1,))
    ]


def test_a_question_retires_with_a_reason_and_for_good(house):
    question = approved(house)
    with pytest.raises(DomainError, match="停用原因"):
        acts.question_retire(question=question, reason=" ", by=house.actor("reviewer"), at=NOW)
    acts.question_retire(question=question, reason="与新法不一致", by=house.actor("reviewer"), at=NOW)
    with pytest.raises(WrongState):
        acts.question_submit(question=question, by=house.actor("exam_setter"), at=NOW)
    assert not drawable(house.office, Organ.COURT, Bank.SEALED, ON)


def test_what_runs_out_is_not_drawn_the_day_after_and_retired(house):
    question = approved(house, valid_from=ON, valid_until=ON)
    assert not drawable(house.office, Organ.COURT, Bank.SEALED, ON - timedelta(days=1))
    assert drawable(house.office, Organ.COURT, Bank.SEALED, ON)
    assert acts.questions_expire(on=ON, at=NOW) == 0
    assert acts.questions_expire(on=ON + timedelta(days=1), at=NOW) == 1
    question.refresh_from_db()
    assert (question.state, question.retired_reason) == (states.RETIRED, "超过停用日期")


def test_questions_of_a_changed_law_are_not_drawn_until_they_were_looked_at(house):
    law, by = make_law(house), house.actor("reviewer")
    kept, wrong, other = approved(house), approved(house), approved(house, law=make_law(house, "监督法"))
    laws.law_amend(law=law, on=ON, is_repealed=False, version="2026年修正", by=by, at=NOW + timedelta(hours=1))
    assert [one.pk for one in drawable(house.office, Organ.COURT, Bank.SEALED, ON)] == [other.pk]
    assert len(drawable(house.office, Organ.COURT, Bank.SEALED, ON - timedelta(days=1))) == 3
    later = NOW + timedelta(hours=2)
    assert laws.questions_keep(law=law, questions=[kept, other], by=by, at=later) == 1
    assert laws.questions_retire(law=law, questions=[kept, wrong], reason="条文已改", by=by, at=later) == 1
    assert [one.pk for one in drawable(house.office, Organ.COURT, Bank.SEALED, ON)] == [kept.pk, other.pk]
    assert not Question.objects.to_look_at().exists()


def test_of_a_repealed_law_nothing_is_kept_or_set(house):
    law, by = make_law(house), house.actor("reviewer")
    question = approved(house)
    laws.law_amend(law=law, on=ON, is_repealed=True, version="", by=by, at=NOW + timedelta(hours=1))
    with pytest.raises(DomainError, match="只能停用"):
        laws.questions_keep(law=law, questions=[question], by=by, at=NOW)
    law.refresh_from_db()
    with pytest.raises(DomainError, match="已经废止"):
        added(house, law=law)


def test_a_law_is_registered_once_whatever_it_is_called(house):
    make_law(house)
    with pytest.raises(Conflict):
        laws.law_add(office=house.office, name="《宪法》", part=Part.PUBLIC, by=house.actor("reviewer"), at=NOW)


def test_the_log_and_the_database_hold_no_text_of_a_question(house):
    """Every table of the database is read as a dump has it."""
    question = submitted(house)
    note = "密注:乙项密选应为丙"
    acts.question_return(question=question, note=note, revision=0, by=house.actor("reviewer"), at=NOW)
    acts.questions_seen(questions=[question], by=house.actor("reviewer"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        dump = ""
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            dump += "".join(row for (row,) in cursor.fetchall())
    assert str(question.author_name) in dump
    assert [word for word in ("密干", "密选", "密析", "密注") if word in dump or json.dumps(word)[1:-1] in dump] == []
    question.refresh_from_db()
    assert question.review_note == note


@racing
def test_a_question_is_approved_once(house):
    question = submitted(house)
    results = at_once(*(lambda: approve(house, Question.objects.get(pk=question.pk)),) * 2)
    assert refusals(results) == ["WrongState"]
    assert Entry.objects.filter(act="legal_exams.question.approved").count() == 1


@racing
def test_one_stem_comes_in_once_and_numbers_follow_each_other(house):
    said = content("密干:同一题干")
    results = at_once(*(lambda: added(house, said),) * 2, lambda: added(house), lambda: added(house))
    assert refusals(results) == ["Conflict"]
    assert sorted(Question.objects.values_list("number", flat=True)) == [1, 2, 3]


@racing
def test_what_retires_during_review_is_either_approved_before_or_not_at_all(house):
    question = submitted(house)
    by = house.actor("exam_setter")
    results = at_once(
        lambda: approve(house, Question.objects.get(pk=question.pk)),
        lambda: acts.question_retire(question=question, reason="题干有歧义", by=by, at=NOW),
    )
    question.refresh_from_db()
    assert question.state == states.RETIRED
    assert refusals(results) in ([], ["WrongState"])


@racing
def test_a_law_is_registered_by_one_of_two(house):
    by = house.actor("reviewer")
    results = at_once(*(lambda: laws.law_add(office=house.office, name="预算法", part=Part.PUBLIC, by=by, at=NOW),) * 2)
    assert refusals(results) == ["Conflict"]
    assert Law.objects.count() == 1
