"""Recommending: conditions are computed, the line has room, a veto ends it, and every step is kept."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.foundation.policies.models import Policy
from apps.office.files.models import Attachment
from apps.systems.street_deliberations.models import Candidate, CandidateStep, JointOpinion
from apps.systems.street_deliberations.selectors.candidates import awaited_opinions, organ_lines
from apps.systems.street_deliberations.services import recommending, reviewing
from tests.systems.street_deliberations.office import AT, days_later, fresh

IDENTITY = "11010119850506002X"


def codes(refusal):
    return [issue.code for issue in refusal.value.issues]


def test_a_complete_recommendation_goes_to_the_first_review(office):
    office.settled()
    candidate = office.submitted()
    step = candidate.steps.get()
    assert candidate.state == "first_review"
    assert (step.title, step.result, step.organ, step.opinion) == ("党组织推荐", "提交", "新民社区党委", "同意推荐")


@pytest.mark.parametrize(
    ("changed", "code", "sentence"),
    [
        ({"born_on": date(2008, 3, 3)}, "too_young", "17周岁,未满18周岁"),
        ({"tie_since": date(2025, 3, 3)}, "too_short", "未满1年"),
        ({"nationality": "加拿大"}, "nationality", "国籍为“加拿大”"),
        ({"born_on": None}, "no_birth", "请填写"),
        ({"workplace": "", "merits": ""}, "fields", "还没有填写单位及职务、主要表现"),
        ({"recommender": ""}, "recommender", "组织推荐的,请填写推荐单位"),
    ],
)
def test_who_does_not_meet_a_condition_is_not_submitted(office, changed, code, sentence):
    office.settled()
    candidate = office.candidate(**changed)
    with pytest.raises(NotReady, match=sentence) as refusal:
        recommending.candidate_submit(candidate=candidate, by=office.staff, at=AT)
    assert codes(refusal) == [code]
    assert fresh(candidate).state == "draft"


def test_nothing_is_said_of_anybody_before_the_plan_was_approved(office):
    office.settled()
    candidate = office.submitted()
    act = {"candidate": candidate, "verdict": "pass", "opinion": "同意", "by": office.staff, "at": AT}
    for day, sentence in ((date(1900, 1, 1), "不能早于实施方案批准之日"), (date(2026, 3, 3), "不能晚于今天")):
        with pytest.raises(DomainError, match=sentence):
            reviewing.first_review(**act, on=day)
    assert fresh(candidate).state == "first_review"


@pytest.mark.parametrize(
    "changed", [{"born_on": date(2008, 3, 2)}, {"tie_since": date(2025, 3, 2)}], ids=["eighteen", "a_year"]
)
def test_the_day_itself_is_enough(office, changed):
    office.settled()
    assert office.submitted(**changed).state == "first_review"


def test_a_later_rule_does_not_move_a_recommendation_that_runs(office):
    office.settled()
    candidate = office.candidate(tie_since=date(2025, 3, 1))
    Policy.objects.create(
        key="street_deliberations.residence_months", value=36, area=office.term.body.area, starts_on=date(2026, 1, 1),
        source="新办法", set_at=AT,
    )  # fmt: skip
    assert recommending.candidate_submit(candidate=candidate, by=office.staff, at=AT).state == "first_review"
    other = office.candidate(tie_since=date(2025, 3, 1))
    with pytest.raises(NotReady, match="未满3年"):
        recommending.candidate_submit(candidate=other, by=office.staff, at=AT)


def test_self_nomination_needs_no_recommending_unit(office):
    office.settled()
    candidate = office.submitted(channel="self", recommender="", recommender_opinion="")
    assert candidate.steps.get().title == "自荐"


def test_the_same_identity_number_is_recommended_once_until_withdrawn(office):
    office.settled()
    first = office.candidate(identity_number=IDENTITY)
    with pytest.raises(Conflict, match="身份证号相同"):
        office.candidate("红星社区", identity_number=IDENTITY)
    recommending.candidate_withdraw(candidate=first, reason="本人撤回", by=office.staff, at=AT)
    assert office.candidate("红星社区", identity_number=IDENTITY).state == "draft"


def test_identity_numbers_phones_and_opinions_are_not_readable_in_the_database(office):
    office.settled()
    candidate = office.passed(identity_number=IDENTITY)
    office.opine(candidate, "派出所", veto=True, opinion="有违法记录")
    with connection.cursor() as cursor:
        cursor.execute("SELECT identity_number, phone FROM street_deliberations_candidate")
        stored = " ".join(cursor.fetchone())
        cursor.execute("SELECT opinion FROM street_deliberations_jointopinion")
        stored += cursor.fetchone()[0]
    assert IDENTITY not in stored
    assert "1990000" not in stored
    assert "违法" not in stored


def test_nobody_is_recommended_through_a_full_line(office):
    office.settled()
    office.determined(office.cleared(), office.cleared())
    with pytest.raises(NotReady, match="“新民社区”名额2名,已全部在任,不能再推荐"):
        office.candidate(at=days_later(10))


def test_nobody_is_recommended_through_a_closed_community(office):
    office.settled()
    closed = office.communities[0]
    closed.until = date(2026, 3, 1)
    closed.save()
    with pytest.raises(NotReady, match="新民社区已经撤销,不能再从“新民社区”推荐"):
        office.candidate()


def test_a_submitted_recommendation_is_not_edited_until_it_is_returned(office):
    office.settled()
    candidate = office.submitted()
    given = {"line": candidate.line, "details": office.details(name="乙"), "revision": 0, "by": office.staff, "at": AT}
    with pytest.raises(WrongState, match="只有推荐登记中的可以修改"):
        recommending.candidate_change(candidate=candidate, **given)
    reviewing.first_review(
        candidate=candidate, verdict="return", opinion="补充简历", on=date(2026, 3, 2), by=office.staff, at=AT
    )
    assert recommending.candidate_change(candidate=candidate, **given).name == "乙"


def test_two_people_at_one_recommendation_lose_nothing(office):
    office.settled()
    candidate = office.candidate()
    given = {"candidate": candidate, "line": candidate.line, "revision": 0, "by": office.staff, "at": AT}
    recommending.candidate_change(details=office.details(name="乙"), **given)
    with pytest.raises(Conflict, match="刚被他人修改过"):
        recommending.candidate_change(details=office.details(name="丙"), **given)
    assert fresh(candidate).name == "乙"


def test_the_first_review_keeps_opinion_number_and_files(office):
    office.settled()
    candidate = office.submitted()
    paper = SimpleUploadedFile("意见.txt", "同意".encode())
    reviewing.first_review(
        candidate=candidate, verdict="pass", opinion="同意", on=date(2026, 3, 2), document_number="滨人工委〔2026〕2号",
        files=[paper], by=office.staff, at=days_later(1),
    )  # fmt: skip
    step = CandidateStep.objects.get(title="工委初审")
    assert (step.organ, step.on, step.document_number, step.recorded_by) == (
        "示例区人大常委会滨江街道工作委员会", date(2026, 3, 2), "滨人工委〔2026〕2号", "示例street_staff",
    )  # fmt: skip
    assert Attachment.objects.of(step).get().name == "意见.txt"


def test_a_refusal_needs_its_reason(office):
    office.settled()
    with pytest.raises(DomainError, match="请写明理由"):
        reviewing.first_review(
            candidate=office.submitted(), verdict="reject", opinion="", on=date(2026, 3, 2), by=office.staff, at=AT
        )


def test_a_review_in_the_future_is_refused(office):
    office.settled()
    with pytest.raises(DomainError, match="日期不能晚于今天"):
        reviewing.first_review(
            candidate=office.submitted(), verdict="pass", opinion="", on=date(2026, 3, 3), by=office.staff, at=AT
        )


def test_one_veto_ends_the_recommendation(office):
    office.settled()
    candidate = office.passed()
    office.opine(candidate, "派出所", veto=True, opinion="有违法记录")
    assert fresh(candidate).state == "rejected"
    with pytest.raises(WrongState, match="不在联审环节"):
        office.opine(candidate, "街道纪工委")


def test_the_log_says_that_an_opinion_was_recorded_and_not_which(office):
    office.settled()
    office.opine(office.passed(), "派出所", veto=True, opinion="有违法记录")
    entry = Entry.objects.filter(act="street_deliberations.candidate.opinion_recorded").get()
    assert "违法" not in str(entry.facts) + entry.reason
    assert "否决" not in str(entry.facts)


def test_a_veto_without_facts_and_a_second_opinion_of_one_organ_are_refused(office):
    office.settled()
    candidate = office.passed()
    with pytest.raises(DomainError, match="请写明所依据的事实"):
        office.opine(candidate, "派出所", veto=True)
    office.opine(candidate, "派出所")
    with pytest.raises(Conflict, match="派出所的联审意见已经登记"):
        office.opine(candidate, "派出所")
    assert JointOpinion.objects.count() == 1


def test_withdrawing_needs_a_reason_and_is_final(office):
    office.settled()
    candidate = office.cleared()
    with pytest.raises(DomainError, match="请写明撤回的理由"):
        recommending.candidate_withdraw(candidate=candidate, reason="", by=office.staff, at=AT)
    recommending.candidate_withdraw(candidate=candidate, reason="工作调动", by=office.staff, at=AT)
    with pytest.raises(WrongState, match="不能撤回"):
        recommending.candidate_withdraw(candidate=candidate, reason="再撤", by=office.staff, at=AT + timedelta(days=1))
    assert Candidate.objects.alive().count() == 0


def test_a_recommendation_sent_twice_is_one(office):
    office.settled()
    given = {"term": office.term, "line": office.line(), "key": uuid4(), "by": office.staff, "at": AT}
    details = office.details()
    first = recommending.candidate_create(details=details, **given)
    assert recommending.candidate_create(details=details, **given) == first
    with pytest.raises(Conflict, match="这次的内容与上次不同"):
        recommending.candidate_create(details={**details, "name": "示例壬"}, **given)
    assert Candidate.objects.count() == 1


def correct(office, candidate, **changed):
    wrong = candidate.opinions.filter(replacement=None).get(organ="派出所")
    given = {"is_veto": False, "opinion": "", "on": AT.date(), "reason": "看错了行", **changed}
    reviewing.opinion_correct(candidate=candidate, wrong=wrong, **given, by=office.staff, at=AT)
    return fresh(candidate)


def test_a_veto_entered_for_the_wrong_person_is_put_right_and_both_stay_on_file(office):
    office.settled()
    candidate = office.passed()
    office.opine(candidate, "派出所", veto=True, opinion="有违法记录")
    candidate = correct(office, candidate)
    assert candidate.state == "joint_review"
    assert [line.opinion.result for line in organ_lines(candidate) if line.opinion] == ["无异议"]
    assert list(candidate.opinions.values_list("is_veto", flat=True)) == [True, False]
    entry = Entry.objects.get(act="street_deliberations.candidate.opinion_corrected")
    assert (entry.reason, entry.facts["organ"]) == ("看错了行", "派出所")
    assert "违法" not in str(entry.facts)
    office.opine(candidate, "街道纪工委")
    assert office.agreed(fresh(candidate)).state == "approved"


def test_an_overlooked_veto_ends_the_recommendation_and_one_that_stands_keeps_it_ended(office):
    office.settled()
    candidate = correct(office, office.cleared(), is_veto=True, opinion="有违法记录")
    assert candidate.state == "rejected"
    assert correct(office, candidate, is_veto=True, opinion="有两次违法记录").state == "rejected"


def test_what_the_committee_has_seen_is_not_corrected(office):
    office.settled()
    candidate = office.cleared()
    office.agreed(candidate)
    with pytest.raises(WrongState, match="不在联审环节"):
        correct(office, candidate)


def test_a_rejection_by_the_committees_is_not_undone_by_a_correction(office):
    office.settled()
    candidate = office.cleared()
    reviewing.candidate_reject(
        candidate=candidate, organ="工委", opinion="名额已满", on=AT.date(), by=office.staff, at=AT
    )
    with pytest.raises(WrongState, match="不在联审环节"):
        correct(office, candidate)


def test_a_correction_needs_its_reason_and_is_made_once(office):
    office.settled()
    candidate = office.cleared()
    wrong = candidate.opinions.get(organ="派出所")
    with pytest.raises(DomainError, match="更正的原因"):
        correct(office, candidate, reason=" ")
    correct(office, candidate)
    with pytest.raises(Conflict, match="已经更正过"):
        reviewing.opinion_correct(
            candidate=candidate,
            wrong=wrong,
            is_veto=False,
            opinion="",
            on=AT.date(),
            reason="再改",
            by=office.staff,
            at=AT,
        )


def test_one_letter_clears_many_or_nobody(office):
    office.settled()
    people = [office.passed(), office.passed()]
    said = {"term": office.term, "organ": "派出所", "on": AT.date(), "document_number": "滨公函〔2026〕3号"}
    office.opine(people[1], "派出所")
    with pytest.raises(Conflict, match="已经登记"):
        reviewing.opinions_record(candidates=people, **said, by=office.staff, at=AT)
    assert list(awaited_opinions(office.term).items()) == [("派出所", people[:1]), ("街道纪工委", people)]
    reviewing.opinions_record(**{**said, "organ": "街道纪工委"}, candidates=people, by=office.staff, at=AT)
    assert list(awaited_opinions(office.term)) == ["派出所"]
