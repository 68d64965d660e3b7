"""What a chain of approval must hold to."""

from datetime import date

import pytest

from apps.office.approvals.rules import (
    StepFacts,
    issues_before_delegating,
    issues_before_opening,
    issues_before_recording,
)

TODAY = date(2026, 3, 20)
REVIEW = StepFacts("核稿", person_id=1, person_name="安然")
ISSUE = StepFacts("签发", person_id=2, person_name="白雪")
STUDY = StepFacts("党委研究", organ_id=7, organ_name="中共青禾镇委员会")


@pytest.mark.parametrize("steps", [[REVIEW], [REVIEW, ISSUE], [REVIEW, STUDY], [STUDY], [STUDY, STUDY]])
def test_it_lets_a_proper_chain_go(steps):
    assert issues_before_opening(drafter_id=9, steps=steps) == []


@pytest.mark.parametrize(
    ("steps", "codes", "words"),
    [
        ([], ["no_steps"], "至少安排一步"),
        ([ISSUE, REVIEW], ["own_draft"], "安然是拟稿人,不能审批自己拟的稿"),
        ([ISSUE, StepFacts("会签", person_id=2, person_name="白雪")], ["twice"], "白雪担任了不止一个步骤"),
        ([StepFacts("签发", person_id=3, person_name="陈晨", can_sign_in=False)], ["no_account"], "陈晨没有可用的登录"),
        ([StepFacts("签发")], ["no_holder"], "第1步“签发”须指定"),
        ([StepFacts("签发", person_id=2, organ_id=7)], ["no_holder"], "二者只选其一"),
        ([StepFacts("  ", person_id=2)], ["no_title"], "第1步没有名称"),
        ([StepFacts("研究", organ_id=7, organ_name="原乡党委", organ_stands=False)], ["organ_gone"], "已经撤销"),
    ],
)  # fmt: skip
def test_it_says_what_keeps_a_chain_back(steps, codes, words):
    issues = issues_before_opening(drafter_id=1, steps=steps)
    assert [issue.code for issue in issues] == codes
    assert words in "".join(issue.sentence for issue in issues)


@pytest.mark.parametrize(
    ("number", "day", "codes"),
    [
        ("青禾委纪〔2026〕3号", TODAY, []),
        ("青禾委纪〔2026〕3号", date(2025, 12, 1), []),
        ("  ", TODAY, ["no_number"]),
        ("", None, ["no_number", "no_date"]),
        ("青禾委纪〔2026〕3号", date(2026, 3, 21), ["future"]),
    ],
)
def test_an_organs_decision_needs_its_paper_and_a_day_that_has_come(number, day, codes):
    found = issues_before_recording(document_number=number, decided_on=day, today=TODAY)
    assert [issue.code for issue in found] == codes


@pytest.mark.parametrize(
    ("person_id", "can_sign_in", "codes"),
    [(5, True, []), (9, True, ["own_draft"]), (5, False, ["no_account"]), (1, True, ["twice"]), (2, True, ["twice"])],
)
def test_a_step_is_handed_only_to_somebody_without_part_in_it(person_id, can_sign_in, codes):
    issues = issues_before_delegating(
        title="核稿", person_id=person_id, name="丁宁", can_sign_in=can_sign_in, drafter_id=9,
        holders={1: "核稿", 2: "签发"},
    )  # fmt: skip
    assert [issue.code for issue in issues] == codes
