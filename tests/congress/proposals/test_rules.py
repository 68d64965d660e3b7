"""Who may bring what, with how many names; what the presidium may decide (地方组织法, 工作条例, 代表法)."""

from dataclasses import replace
from datetime import date

import pytest

from apps.congress.proposals.rules.deciding import Decision, is_satisfied, issues_with_decision, outcomes_of
from apps.congress.proposals.rules.signing import Content, Signer, issues_with_content, issues_with_signers
from apps.congress.proposals.rules.states import move
from apps.foundation.core.errors import NotReady, WrongState

DAY = date(2026, 3, 20)
FULL = Content(
    kind="motion", source="deputies", title="关于某事的议案", subject="案由", grounds="案据", text="方案",
    has_unit=False, has_post=False, is_street=False,
)  # fmt: skip
LISTED = Decision(
    kind="motion", source="deputies", outcome="list", reason="", members=9, approve=5, decided_on=DAY,
    submitted_on=DAY, today=DAY, has_meeting=True, meeting_is_over=False, answer_form="",
)  # fmt: skip


def codes(issues):
    return [issue.code for issue in issues]


def signers(count, *others):
    return [*(Signer(f"代表{number}", "serving") for number in range(count)), *others]


def test_five_names_are_enough_and_four_say_that_one_is_missing():
    assert codes(issues_with_signers("motion", signers(5), 5)) == []
    issue = next(issues_with_signers("motion", signers(4), 5))
    assert issue.sentence == "议案须由5名以上代表联名,现有效联名4人,还差1人。"


def test_whose_seat_ended_or_rests_is_named_and_not_counted():
    lost = [Signer("安然", "ended"), Signer("白雪", "suspended")]
    issue = next(issues_with_signers("motion", signers(4, *lost), 5))
    assert issue.sentence == (
        "议案须由5名以上代表联名,现有效联名4人,还差1人。安然代表资格已终止,不再计入联名。白雪已被暂停执行代表职务,不再计入联名。"
    )
    assert codes(issues_with_signers("motion", signers(5, *lost), 5)) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"subject": " "}, ["no_subject"]),
        ({"grounds": "", "text": ""}, ["no_grounds", "no_text"]),
        ({"kind": "interpellation"}, ["no_unit"]),
        ({"kind": "interpellation", "has_unit": True}, []),
        ({"kind": "interpellation", "has_unit": True, "source": "presidium"}, ["source"]),
        ({"kind": "removal"}, ["no_post"]),
        ({"kind": "removal", "has_post": True, "grounds": ""}, ["no_grounds"]),
        ({"kind": "removal", "has_post": True, "source": "government"}, ["source"]),
        ({"source": "party_committee"}, ["source"]),
        ({"kind": "major_matter", "source": "party_committee"}, []),
        ({"is_street": True}, ["no_congress"]),
    ],
)
def test_what_a_text_lacks(change, found):
    assert codes(issues_with_content(replace(FULL, **change))) == found


@pytest.mark.parametrize(
    ("kind", "source", "outcomes"),
    [("motion", "deputies", ("list", "suggest")), ("motion", "government", ("list", "refuse")),
     ("major_matter", "party_committee", ("list", "refuse")), ("major_matter", "deputies", ("list", "suggest")),
     ("interpellation", "deputies", ("list",)), ("removal", "deputies", ("list",)),
     ("removal", "presidium", ("list",))],
)  # fmt: skip
def test_what_the_presidium_may_decide(kind, source, outcomes):
    assert outcomes_of(kind, source) == outcomes


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"approve": 4}, ["no_majority"]),
        ({"members": 8, "approve": 4}, ["no_majority"]),
        ({"approve": 10}, ["too_many"]),
        ({"members": 0, "approve": 0}, ["no_members"]),
        ({"outcome": "suggest"}, ["no_reason"]),
        ({"outcome": "suggest", "reason": "属政府日常工作", "has_meeting": False}, []),
        ({"outcome": "refuse", "reason": "不成熟"}, ["outcome"]),
        ({"has_meeting": False}, ["no_meeting"]),
        ({"meeting_is_over": True}, ["over"]),
        ({"decided_on": date(2026, 3, 21)}, ["in_future"]),
        ({"decided_on": date(2026, 3, 19)}, ["before_submission"]),
        ({"kind": "removal", "outcome": "suggest", "reason": "不成熟"}, ["outcome"]),
        ({"kind": "interpellation"}, ["no_form"]),
        ({"kind": "interpellation", "answer_form": "written", "has_meeting": False}, []),
        ({"kind": "interpellation", "answer_form": "oral", "has_meeting": False}, ["no_meeting"]),
    ],
)
def test_why_a_decision_cannot_stand(change, found):
    assert codes(issues_with_decision(replace(LISTED, **change))) == found


@pytest.mark.parametrize(("unsatisfied", "satisfied"), [(0, True), (4, True), (5, False), (10, False)])
def test_half_who_are_not_satisfied_are_answered_again(unsatisfied, satisfied):
    assert is_satisfied(unsatisfied, 10) is satisfied


@pytest.mark.parametrize("act", ["change", "sign", "submit"])
@pytest.mark.parametrize("state", ["submitted", "listed", "suggestion", "passed", "withdrawn"])
def test_nothing_is_changed_or_signed_once_it_is_handed_in(state, act):
    with pytest.raises(WrongState, match="请刷新页面"):
        move(state, act)


def test_a_move_says_every_issue():
    issues = issues_with_content(replace(FULL, subject="", text=""))
    with pytest.raises(NotReady) as refusal:
        move("drafting", "submit", issues)
    assert codes(refusal.value.issues) == ["no_subject", "no_text"]
