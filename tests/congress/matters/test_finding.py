"""Search by bigrams, likely duplicates, and who sees what."""

import pytest

from apps.congress.matters.models import Submission
from apps.congress.matters.selectors import duplicates_of, likely_duplicates
from apps.congress.matters.services import Proposer, submission_merge, submission_withdraw
from apps.foundation.core.actors import Actor
from tests.congress.matters.conftest import AT, LAMP, RESIDENT, make_submission

SAME = "小学门口到新民村三组村口的路晚上没有路灯,孩子走路不安全,请装路灯。"
OTHER = "农贸市场排水沟堵塞,下雨积水,气味很大,请安排清理。"


def numbers(found):
    return [row.number for row in found]


def test_who_said_the_same_is_found_the_likest_first(cast):
    lamp, same, other = (make_submission(cast.town, text) for text in (LAMP, SAME, OTHER))
    found = likely_duplicates(text=LAMP, among=Submission.objects.all())
    assert [likeness.submission for likeness in found] == [lamp, same]
    assert found[0].score == 1
    assert 0.3 < found[1].score < 0.8
    assert other not in [likeness.submission for likeness in found]


def test_at_most_so_many_are_named(cast):
    for _ in range(4):
        make_submission(cast.town)
    assert len(likely_duplicates(text=LAMP, among=Submission.objects.all(), limit=3)) == 3


@pytest.mark.parametrize("text", ["", ",。!", "'", "\\"])
def test_a_text_without_letters_is_like_nothing(cast, text):
    make_submission(cast.town)
    assert likely_duplicates(text=text, among=Submission.objects.all()) == []


def test_the_office_is_offered_only_what_still_stands_in_the_same_town(cast):
    mine, same, merged, withdrawn = (make_submission(cast.town) for _ in range(4))
    make_submission(cast.other_town)
    make_submission(cast.town, purpose="livelihood.collection")
    submission_merge(submission=merged, into=same, reason="同", by=cast.actor("staff"), at=AT)
    submission_withdraw(submission=withdrawn, by=Actor.guest(), at=AT)
    assert [likeness.submission for likeness in duplicates_of(mine)] == [same]


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("路灯", True), ("灯", True), ("小学 路灯", True), ("小学的路没有", True), ("村口小学", False),
        ("2026-000001", True), ("000001", True), ("赵大姐", True), ("红星村", False), ("%", False), ("'", False),
    ],
)  # fmt: skip
def test_the_register_is_searched_by_every_word(cast, text, is_found):
    make_submission(cast.town, proposer=RESIDENT)
    assert (numbers(Submission.objects.found_by(text)) == ["2026-000001"]) is is_found


def test_the_office_and_leaders_see_their_area_members_their_own_handlers_nothing(cast):
    deputy = cast.people["deputy"]
    own = make_submission(cast.town, proposer=Proposer("person", deputy))
    brought = make_submission(cast.other_town, collected_by=deputy)
    make_submission(cast.town)
    parts = ("operator", "district_staff", "staff", "leader", "other_staff", "deputy", "representative", "handler")
    seen = {part: Submission.objects.visible_to(cast.actor(part)).count() for part in parts}
    assert seen == {
        "operator": 3, "district_staff": 3, "staff": 2, "leader": 2, "other_staff": 1,
        "deputy": 2, "representative": 0, "handler": 0,
    }  # fmt: skip
    assert set(Submission.objects.visible_to(cast.actor("deputy"))) == {own, brought}
    assert not Submission.objects.visible_to(Actor.guest()).exists()
