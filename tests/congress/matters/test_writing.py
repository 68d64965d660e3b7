"""A member writes, colleagues sign, the lead hands it in: what is asked for, and what is refused."""

from datetime import date

import pytest

from apps.congress.matters.models import CoSigner, Handling, Matter, Submission
from apps.congress.matters.services import submission_merge
from apps.congress.matters.services.handing_over import PartDraft, matter_hand_over
from apps.congress.matters.services.matter_merging import matter_merge
from apps.congress.matters.services.reviewing import matter_accept, matter_return
from apps.congress.matters.services.signing import colleagues_ask, matter_sign, matter_unsign
from apps.congress.matters.services.submitting import matter_withdraw, suggestion_submit
from apps.congress.matters.services.writing import SuggestionDraft, suggestion_change, suggestion_create
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed, NotReady, WrongState
from apps.foundation.people.models import DutyEvent, MandateStatus
from apps.office.notifications.models import Notice
from tests.congress.matters.conftest import RESIDENT, make_submission
from tests.congress.matters.writing import (
    AT,
    LAMPS,
    TEXT,
    accepted,
    acting,
    drafted,
    government,
    opinion,
    submitted,
    told,
)


@pytest.fixture
def lead(cast):
    return cast.actor("deputy")


@pytest.fixture
def colleague(cast):
    return cast.deputies()[1]


def signed(matter):
    return list(CoSigner.objects.filter(matter=matter).values_list("consent", flat=True))


def test_a_suggestion_of_a_town_and_an_opinion_of_a_street(cast):
    first, second = submitted(cast), opinion(cast)
    assert [(one.kind, one.state, one.submission.channel, one.submission.person_id) for one in (first, second)] == [
        ("suggestion", "submitted", "deputy", cast.people["deputy"].pk),
        ("opinion", "submitted", "deputy", cast.people["representative"].pk),
    ]
    assert (first.due_on, second.due_on) == (date(2026, 4, 3), date(2026, 4, 20))


def test_nobody_writes_for_a_body_in_which_they_do_not_sit(cast):
    with pytest.raises(NotAllowed, match="在任代表"):
        suggestion_create(term=cast.term, draft=LAMPS, by=cast.actor("other_deputy"), at=AT)


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (SuggestionDraft("路灯", "情况:\n\n问题:\n\n建议:\n", "城乡建设"), "no_text"),
        (SuggestionDraft("路灯", TEXT, "道路"), "category"),
        (SuggestionDraft("路灯", "灯" * 7900, "城乡建设"), "long_text"),
    ],
)
def test_what_is_missing_is_said_when_it_is_handed_in(cast, lead, draft, code):
    with pytest.raises(NotReady) as refused:
        suggestion_submit(matter=drafted(cast, draft), by=lead, at=AT)
    assert [issue.code for issue in refused.value.issues] == [code]


def test_only_the_lead_changes_and_hands_in(cast, colleague):
    matter = drafted(cast, ask=[colleague])
    by = acting(colleague)
    with pytest.raises(NotAllowed):
        suggestion_change(matter=matter, draft=LAMPS, revision=1, by=by, at=AT)
    with pytest.raises(NotAllowed):
        suggestion_submit(matter=matter, by=by, at=AT)


def test_a_lead_whose_seat_has_ended_hands_nothing_in(cast, lead):
    matter = drafted(cast)
    MandateStatus.objects.filter(mandate__person=cast.people["deputy"]).update(until=date(2026, 1, 1))
    with pytest.raises(NotAllowed, match="不在任"):
        suggestion_submit(matter=matter, by=lead, at=AT)


def test_only_serving_members_of_the_same_body_are_asked(cast, colleague):
    suspended = cast.deputies()[2]
    MandateStatus.objects.filter(mandate__person=suspended).update(state="suspended")
    matter = drafted(cast, ask=[colleague, suspended, cast.people["other_deputy"], cast.people["deputy"]])
    assert [row.person for row in matter.signers.all()] == [colleague]
    assert Notice.objects.get(recipient=colleague).title == "安然代表请您附议:关于增设村口路灯的建议"


def test_who_was_asked_is_not_asked_twice(cast, lead, colleague):
    with pytest.raises(DomainError, match="还没有请过"):
        colleagues_ask(matter=drafted(cast, ask=[colleague]), people=[colleague], by=lead, at=AT)


def test_a_colleague_signs_the_text_they_read_and_nobody_signs_unasked(cast, lead, colleague):
    matter = drafted(cast, ask=[colleague])
    changed = suggestion_change(matter=matter, draft=SuggestionDraft("路灯", TEXT), revision=1, by=lead, at=AT)
    with pytest.raises(Conflict, match="阅读新的内容"):
        matter_sign(matter=changed, revision=1, by=acting(colleague), at=AT)
    matter_sign(matter=changed, revision=2, by=acting(colleague), at=AT)
    with pytest.raises(Conflict, match="您已附议"):
        matter_sign(matter=changed, revision=2, by=acting(colleague), at=AT)
    with pytest.raises(NotAllowed, match="没有请您"):
        matter_sign(matter=changed, revision=2, by=acting(cast.deputies()[2]), at=AT)


def test_a_changed_text_asks_again_and_a_changed_category_does_not(cast, lead, colleague):
    matter = drafted(cast, ask=[colleague])
    matter_sign(matter=matter, revision=1, by=acting(colleague), at=AT)
    suggestion_change(matter=matter, draft=SuggestionDraft(LAMPS.title, TEXT, "农业农村"), revision=1, by=lead, at=AT)
    assert signed(matter) == ["signed"]
    suggestion_change(matter=matter, draft=SuggestionDraft("别的标题", TEXT), revision=2, by=lead, at=AT)
    assert signed(matter) == ["asked"]
    assert Notice.objects.filter(recipient=colleague, title__startswith="内容有修改").count() == 1


def test_of_two_windows_the_second_is_told(cast, lead):
    matter = drafted(cast)
    suggestion_change(matter=matter, draft=LAMPS, revision=1, by=lead, at=AT)
    with pytest.raises(Conflict, match="第2版"):
        suggestion_change(matter=matter, draft=LAMPS, revision=1, by=lead, at=AT)


def test_who_has_not_answered_may_sign_until_it_is_accepted(cast, colleague):
    third = cast.deputies()[2]
    matter = submitted(cast, ask=[colleague, third])
    matter_sign(matter=matter, revision=1, by=acting(colleague), at=AT)
    matter.refresh_from_db()
    assert matter.proposer_name == "安然等2名代表"
    matter_accept(matter=matter, by=cast.actor("staff"), at=AT)
    assert sorted(signed(matter)) == ["lapsed", "signed"]
    with pytest.raises(WrongState):
        matter_sign(matter=matter, revision=1, by=acting(third), at=AT)
    with pytest.raises(WrongState):
        matter_unsign(matter=matter, by=acting(colleague), at=AT)


def test_a_name_is_taken_back_before_acceptance(cast, colleague):
    matter = submitted(cast, ask=[colleague])
    matter_sign(matter=matter, revision=1, by=acting(colleague), at=AT)
    assert matter_unsign(matter=matter, by=acting(colleague), at=AT).consent == "withdrawn"
    matter.refresh_from_db()
    assert matter.proposer_name == "安然"


def test_everybody_under_an_accepted_suggestion_has_it_in_the_duty_file(cast, colleague):
    matter = submitted(cast, ask=[colleague])
    matter_sign(matter=matter, revision=1, by=acting(colleague), at=AT)
    matter_accept(matter=matter, by=cast.actor("staff"), at=AT)
    assert {event.person for event in DutyEvent.objects.filter(kind="suggestion")} == {
        cast.people["deputy"],
        colleague,
    }


def test_sent_back_it_is_changed_and_handed_in_with_its_number(cast, lead):
    matter = submitted(cast)
    matter_return(matter=matter, reason="一件写了两件事,请分别提出", by=cast.actor("staff"), at=AT)
    suggestion_change(matter=matter, draft=SuggestionDraft("路灯", TEXT, "其他"), revision=1, by=lead, at=AT)
    again = suggestion_submit(matter=matter, by=lead, at=AT)
    assert (again.state, again.submission_id, Submission.objects.count()) == ("submitted", matter.submission_id, 1)
    assert again.submission.text.startswith("路灯\n\n")
    assert told(matter) == ["请修改后再提交:一件写了两件事,请分别提出"]


def test_a_resident_hears_of_what_a_deputy_made_of_their_words(cast, lead):
    voiced = make_submission(cast.town, collected_by=cast.people["deputy"], proposer=RESIDENT, channel="deputy")
    matter = submitted(cast, voiced=voiced)
    voiced.refresh_from_db()
    assert voiced.merged_into == matter.submission
    matter_accept(matter=matter, by=cast.actor("staff"), at=AT)
    sentences = list(voiced.updates.values_list("sentence", flat=True))
    assert sentences[0].startswith("您反映的事情,安然代表已据此提出建议(2026-")
    assert sentences[-1].startswith("已审核立案")


def test_nobody_carries_what_was_told_to_somebody_else(cast):
    other = make_submission(cast.town, collected_by=cast.deputies()[1], proposer=RESIDENT, channel="deputy")
    with pytest.raises(DomainError, match="您本人收集"):
        drafted(cast, voiced=other)


def test_a_draft_and_one_taken_back_as_a_draft_are_not_the_offices(cast, lead):
    matter = drafted(cast)
    matter_withdraw(matter=matter, reason="不提了", by=lead, at=AT)
    assert not Matter.objects.visible_to(cast.actor("staff")).exists()


def test_taken_back_its_units_stop_and_are_told(cast, lead):
    matter = accepted(cast)
    matter_hand_over(matter=matter, parts=[PartDraft(government())], by=cast.actor("staff"), at=AT)
    matter_withdraw(matter=matter, reason="已自行解决", by=lead, at=AT)
    matter.refresh_from_db()
    assert (matter.state, matter.due_on, Handling.objects.get().state) == ("withdrawn", None, "stopped")
    assert Notice.objects.filter(recipient=cast.people["handler"], title__startswith="终止办理").exists()
    assert told(matter)[-1] == "提出人已书面撤回,本件不再办理。"
    assert matter.submission.withdrawn


@pytest.mark.parametrize(("part", "reason"), [("staff", "不办"), ("other_deputy", "不办"), ("deputy", " ")])
def test_only_the_lead_takes_it_back_and_says_why(cast, part, reason):
    with pytest.raises(DomainError):
        matter_withdraw(matter=accepted(cast), reason=reason, by=cast.actor(part), at=AT)


def test_what_others_were_merged_into_is_not_taken_back_alone(cast, lead, colleague):
    into = accepted(cast)
    theirs = suggestion_create(term=cast.term, draft=LAMPS, by=acting(colleague), at=AT)
    theirs = suggestion_submit(matter=theirs, by=acting(colleague), at=AT)
    matter_merge(matter=theirs, into=into, reason="同一条路", by=cast.actor("staff"), at=AT)
    with pytest.raises(WrongState, match="无人办理"):
        matter_withdraw(matter=into, reason="不提了", by=lead, at=AT)


def test_a_submission_that_is_handled_is_neither_merged_nor_taken_back_by_itself(cast):
    matter = submitted(cast)
    other = make_submission(cast.town, purpose="matters.matter")
    with pytest.raises(NotReady, match="办理事项的页面"):
        submission_merge(submission=matter.submission, into=other, reason="同", by=cast.actor("staff"), at=AT)
