"""The reply: drafted, signed as a letter, sent by the signature; helping units; more time."""

from dataclasses import replace
from datetime import date

import pytest

from apps.congress.matters.models import Commitment, Extension, Handling, Matter, MatterKind, PartRole, Reply
from apps.congress.matters.policies import ASKS_KEY, SIGNERS_KEY
from apps.congress.matters.rules.replying import Promise
from apps.congress.matters.services.contacting import contact_waive, opinion_give, opinion_send_back
from apps.congress.matters.services.extending import extension_ask
from apps.congress.matters.services.handing_over import PartDraft, matter_hand_over
from apps.congress.matters.services.replying import reply_draft, reply_recall, reply_submit
from apps.congress.matters.services.returning import handling_return_grant
from apps.congress.matters.services.submitting import matter_withdraw
from apps.congress.matters.services.taking import handling_take
from apps.congress.matters.signals import matter_closed, matter_replied
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import step_approve, step_return
from apps.office.documents.models import Document, DocumentState
from apps.office.documents.selectors import issue_request, progress_of
from apps.office.documents.services.issuing import document_withdraw
from apps.office.notifications.models import Notice
from tests import factories as make
from tests.congress.matters.handled import (
    DRAFT,
    add_signers,
    contacted,
    drafted,
    fresh,
    government,
    hand,
    on_day,
    replied,
    sign,
    submitted,
    suggestion,
    taken,
    told,
)

PROMISE = Promise("在三组再装路灯6盏。", date(2026, 6, 30))


@pytest.fixture
def finance(cast):
    """A department of the town with a handler of its own."""
    unit = make.make_unit(cast.town, "department", "镇财政办")
    person = make.make_person(cast.town, "财政员")
    make.make_user(person)
    make.make_role(person, "handler", unit=unit)
    cast.people["财政员"] = person
    return unit


def refused(act, **values) -> list[str]:
    with pytest.raises(NotReady) as caught:
        act(**values)
    return [issue.code for issue in caught.value.issues]


def test_the_signature_sends_the_reply_and_the_proposer_is_to_rate_it(cast):
    reply = replied(cast, contacted(cast))
    part, matter = fresh(reply.handling), Matter.objects.get()
    assert (part.state, part.done_at, reply.sent_at) == ("done", on_day(3, 26), on_day(3, 26))
    assert reply.document.number == "青府函〔2026〕1号"
    assert (matter.state, matter.result, matter.replied_at) == ("replied", "A", on_day(3, 26))
    assert matter.due_on == date(2026, 4, 23)
    assert told(part)[-2:] == [
        "青禾镇人民政府已书面答复:A 已经解决或者基本解决。",
        "承办单位已全部答复。请在2026年4月23日前对办理态度和办理结果作出评价。",
    ]


def test_without_contact_it_is_not_submitted(cast):
    add_signers(cast)
    reply = drafted(cast, taken(cast))
    assert refused(submitted, cast=cast, reply=reply) == ["no_contact"]
    assert not Document.objects.exists()


def test_contact_waived_by_the_proposer_is_enough(cast):
    part = taken(cast)
    contact_waive(part=part, by=cast.actor("deputy"), at=on_day(3, 23))
    assert replied(cast, part).sent_at


def test_a_letter_signed_while_the_matter_is_withdrawn_is_not_sent(cast):
    add_signers(cast)
    document = submitted(cast, drafted(cast, contacted(cast)))
    matter_withdraw(matter=Matter.objects.get(), reason="已另行反映。", by=cast.actor("deputy"), at=on_day(3, 26))
    with pytest.raises(WrongState, match="目前“已撤回”,不能办理"):
        sign(cast, document)
    document.refresh_from_db()
    assert (document.state, document.number) == (DocumentState.IN_REVIEW, "")
    assert Reply.objects.get().sent_at is None


def test_a_class_that_promises_asks_for_a_promise_with_a_day_to_come(cast):
    add_signers(cast)
    part = contacted(cast)
    reply = drafted(cast, part, replace(DRAFT, result="B"))
    assert refused(submitted, cast=cast, reply=reply) == ["no_promise"]
    past = replace(DRAFT, result="B", promises=[Promise("装灯。", date(2026, 3, 25))])
    reply = reply_draft(part=part, draft=past, revision=1, by=cast.actor("handler"), at=on_day(3, 24))
    assert refused(submitted, cast=cast, reply=reply) == ["promise_past"]


def test_what_was_promised_becomes_a_commitment_when_it_is_sent(cast):
    part = contacted(cast)
    add_signers(cast)
    document = submitted(cast, drafted(cast, part, replace(DRAFT, result="B", promises=[PROMISE])))
    assert not Commitment.objects.exists()
    sign(cast, document)
    assert Commitment.objects.values_list("number", "text", "due_on").get() == (1, PROMISE.text, PROMISE.due_on)


def test_two_who_change_one_draft_do_not_write_over_each_other(cast):
    part = contacted(cast)
    drafted(cast, part)
    second = replace(DRAFT, text="另一稿")
    with pytest.raises(Conflict):
        reply_draft(part=part, draft=second, revision=0, by=cast.actor("handler"), at=on_day(3, 24))
    saved = reply_draft(part=part, draft=second, revision=1, by=cast.actor("handler"), at=on_day(3, 24))
    assert (saved.text, saved.revision) == ("另一稿", 2)


def test_while_it_is_being_signed_it_is_not_changed_until_taken_back(cast):
    add_signers(cast)
    part = contacted(cast)
    reply = drafted(cast, part)
    document = submitted(cast, reply)
    again = {"part": part, "draft": DRAFT, "revision": 1, "by": cast.actor("handler"), "at": on_day(3, 25)}
    with pytest.raises(WrongState, match="正在核稿、签发"):
        reply_draft(**again)
    reply_recall(reply=reply, reason="补充数字", by=cast.actor("handler"), at=on_day(3, 25))
    reply_draft(**{**again, "draft": replace(DRAFT, text="已装路灯13盏。")})
    assert submitted(cast, reply).pk == document.pk
    sign(cast, document)
    assert "已装路灯13盏。" in str(Document.objects.get().tree)


def test_the_drafter_does_not_sign_and_a_unit_needs_its_code(cast):
    part = contacted(cast)
    reply = drafted(cast, part)
    with pytest.raises(DomainError, match="发文机关代字"):
        reply_submit(reply=reply, reviewers=[], by=cast.actor("handler"), at=on_day(3, 25))
    add_signers(cast)
    people = [cast.people["核稿员"], cast.people["handler"]]
    assert refused(reply_submit, reply=reply, reviewers=people, by=cast.actor("handler"), at=on_day(3, 25)) == [
        "own_draft"
    ]


def test_where_a_place_says_so_one_hand_signs(cast):
    add_signers(cast)
    part = contacted(cast)
    part.matter.frozen_rules[SIGNERS_KEY]["value"] = "signer"
    part.matter.save(update_fields=["frozen_rules"])
    reply = drafted(cast, part)
    document = reply_submit(reply=reply, reviewers=[cast.people["镇长"]], by=cast.actor("handler"), at=on_day(3, 25))
    steps = progress_of(document, cast.actor("handler")).steps
    assert [(step.title, step.status) for step in steps] == [
        ("拟稿", "done"), ("签发", "current"), ("归档", "ahead")
    ]  # fmt: skip
    step_approve(request=issue_request(document), step_number=1, opinion="", by=hand(cast, "镇长"), at=on_day(3, 26))
    assert Reply.objects.get().sent_at == on_day(3, 26)


def test_units_that_answer_separately_have_each_to_answer(cast, finance):
    matter = suggestion(cast)
    both = [PartDraft(government(), PartRole.SEPARATE), PartDraft(finance, PartRole.SEPARATE)]
    matter_hand_over(matter=matter, parts=both, by=cast.actor("staff"), at=on_day(3, 20))
    first = Handling.objects.with_all().get(unit=government())
    handling_take(part=first, by=cast.actor("handler"), at=on_day(3, 20))
    contact_waive(part=first, by=cast.actor("deputy"), at=on_day(3, 23))
    replied(cast, first)
    matter.refresh_from_db()
    assert (matter.state, matter.due_on) == ("handed_over", date(2026, 5, 20))
    second = Handling.objects.with_all().get(unit=finance)
    assert second.state == "sent"


def test_a_part_that_was_given_back_is_still_waited_for(cast, finance):
    matter, staff = suggestion(cast), cast.actor("staff")
    both = [PartDraft(government(), PartRole.SEPARATE), PartDraft(finance, PartRole.SEPARATE)]
    matter_hand_over(matter=matter, parts=both, by=staff, at=on_day(3, 20))
    back = Handling.objects.with_all().get(unit=finance)
    handling_return_grant(part=back, answer="职责在镇规划办", by=staff, at=on_day(3, 20))
    first = Handling.objects.with_all().get(unit=government())
    handling_take(part=first, by=cast.actor("handler"), at=on_day(3, 20))
    contact_waive(part=first, by=cast.actor("deputy"), at=on_day(3, 23))
    replied(cast, first)
    matter.refresh_from_db()
    assert matter.state == "handed_over"
    planning = make.make_unit(cast.town, "department", "镇规划办")
    matter_hand_over(matter=matter, parts=[PartDraft(planning, PartRole.SEPARATE)], by=staff, at=on_day(3, 30))
    assert Handling.objects.get(unit=planning).replaces == back
    assert not Handling.objects.to_reassign().exists()


def test_a_main_unit_answers_without_a_silent_helper_only_with_a_note(cast, finance):
    add_signers(cast)
    part = contacted(cast, finance)
    reply = drafted(cast, part)
    assert refused(submitted, cast=cast, reply=reply) == ["no_opinion"]
    noted = replace(DRAFT, helpers_note="镇财政办的意见另行函告。")
    reply = reply_draft(part=part, draft=noted, revision=1, by=cast.actor("handler"), at=on_day(3, 24))
    sign(cast, submitted(cast, reply))
    assert Handling.objects.get(unit=finance).state == "stopped"
    assert "镇财政办的意见另行函告。" in str(Document.objects.get().tree)


def test_a_helping_unit_gives_its_opinion_and_does_it_again_where_it_says_nothing(cast, finance):
    taken(cast, finance)
    helping, by = Handling.objects.with_all().get(unit=finance), hand(cast, "财政员")
    with pytest.raises(WrongState):
        opinion_give(part=helping, text="同意。", by=by, at=on_day(3, 23))
    handling_take(part=helping, by=by, at=on_day(3, 23))
    opinion = opinion_give(part=helping, text="同意。", by=by, at=on_day(3, 23))
    assert Notice.objects.filter(recipient=cast.people["handler"], title__startswith="镇财政办已提出").exists()
    opinion_send_back(opinion=opinion, reason="没有写经费来源。", by=cast.actor("handler"), at=on_day(3, 24))
    helping = fresh(helping)
    assert (helping.state, helping.due_on, helping.done_at) == ("taken", date(2026, 3, 31), None)
    with pytest.raises(WrongState):
        opinion_send_back(opinion=opinion, reason="再问一次。", by=cast.actor("handler"), at=on_day(3, 24))
    opinion_give(part=helping, text="经费列入年度预算。", by=by, at=on_day(3, 25))
    assert fresh(helping).state == "done"


def test_what_a_resident_asked_is_answered_and_waits_for_their_rating(cast):
    reply = replied(cast, taken(cast, kind=MatterKind.REQUEST))
    matter = Matter.objects.get()
    assert (matter.state, matter.due_on, matter.closed_at) == ("replied", date(2026, 4, 23), None)
    assert told(reply.handling)[-2:] == [
        "青禾镇人民政府已答复,答复全文在本页“答复”中。",
        "承办单位已全部答复。请在2026年4月23日前对办理态度和办理结果作出评价。",
    ]


def test_what_an_organ_brought_is_closed_with_the_answer(cast):
    heard = []

    def hear(signal, **kwargs):
        heard.append(signal)

    matter_replied.connect(hear)
    matter_closed.connect(hear)
    reply = replied(cast, taken(cast, kind=MatterKind.DELIBERATION))
    matter = Matter.objects.get()
    assert (matter.state, matter.due_on, matter.closed_at) == ("closed", None, on_day(3, 26))
    assert told(reply.handling)[-1] == "本件已办结。"
    assert heard == [matter_replied, matter_closed]


def test_a_letter_that_was_sent_is_not_withdrawn(cast):
    reply = replied(cast, contacted(cast))
    with pytest.raises(WrongState, match="已经送达提出人"):
        document_withdraw(document=reply.document, reason="有误", by=cast.actor("staff"), at=on_day(3, 27))
    assert Document.objects.get().state == DocumentState.ISSUED


def ask(cast, part, day=date(2026, 7, 1), reason="灯具采购需要招标。", at=None):
    return extension_ask(part=part, new_due_on=day, reason=reason, by=cast.actor("handler"), at=at or on_day(5, 20, 18))


@pytest.fixture
def presidium(cast):
    return make.make_unit(cast.town, "presidium", "青禾镇人大主席团")


def decide(cast, act, at=None, **values):
    at = at or on_day(5, 22)
    request = ApprovalRequest.objects.filter(kind="matters.extension").latest("pk")
    act(
        request=request, step_number=1, by=cast.actor("staff"), at=at, document_number="主席团纪要第3期",
        decided_on=at.date(), **values,
    )  # fmt: skip


def test_an_extension_that_is_granted_moves_the_days_and_the_proposer_is_told(cast, presidium):
    part = contacted(cast)
    ask(cast, part)
    assert ApprovalRequest.objects.get().current_step.organ == presidium
    assert fresh(part).due_on == date(2026, 5, 20)
    decide(cast, step_approve, opinion="同意")
    part = fresh(part)
    assert (part.due_on, part.first_due_on) == (date(2026, 7, 1), date(2026, 5, 20))
    assert (part.matter.due_on, part.matter.reply_due_on) == (date(2026, 7, 1), date(2026, 7, 1))
    assert told(part)[-1] == "经批准,青禾镇人民政府答复您的日期延至2026年7月1日。理由:灯具采购需要招标。"


def test_an_extension_that_is_refused_leaves_the_day_and_is_asked_again_with_other_reasons_once(cast, presidium):
    part = contacted(cast)
    ask(cast, part, at=on_day(5, 18))
    assert refused(ask, cast=cast, part=part, at=on_day(5, 18)) == ["once"]
    decide(cast, step_return, reason="群众出行急需。", at=on_day(5, 19))
    assert (fresh(part).due_on, Extension.objects.get().answer) == (date(2026, 5, 20), "群众出行急需。")
    assert Notice.objects.filter(body__contains="可以写明新的理由再申请。").exists()
    assert refused(ask, cast=cast, part=part) == ["same_reason"]
    ask(cast, part, reason="连日暴雨,无法立杆。", at=on_day(5, 20))
    decide(cast, step_return, reason="可以先通电。", at=on_day(5, 20))
    assert Notice.objects.filter(body__contains="不能再申请延期。").exists()
    assert refused(ask, cast=cast, part=part, reason="第三个理由。", at=on_day(5, 20)) == ["often"]


def test_where_the_place_says_so_a_refused_extension_is_not_asked_again(cast, presidium):
    part = contacted(cast)
    part.matter.frozen_rules[ASKS_KEY]["value"] = 1
    part.matter.save(update_fields=["frozen_rules"])
    ask(cast, part, at=on_day(5, 18))
    decide(cast, step_return, reason="群众出行急需。", at=on_day(5, 19))
    assert refused(ask, cast=cast, part=part, reason="连日暴雨,无法立杆。") == ["often"]


def test_an_extension_that_was_granted_is_the_last(cast, presidium):
    part = contacted(cast)
    ask(cast, part, at=on_day(5, 18))
    decide(cast, step_approve, opinion="同意", at=on_day(5, 19))
    assert refused(ask, cast=cast, part=part, reason="另有原因。", day=date(2026, 7, 10)) == ["once"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"at": on_day(5, 21)}, "late"),
        ({"day": date(2026, 5, 20)}, "not_later"),
        ({"day": date(2026, 7, 21)}, "too_long"),
        ({"reason": " "}, "no_reason"),
    ],
)
def test_more_time_is_asked_before_the_day_and_within_the_longest(cast, presidium, values, code):
    assert refused(ask, cast=cast, part=contacted(cast), **values) == [code]
    assert not Extension.objects.exists()


def test_the_longest_day_of_a_town_is_four_months_after_the_hand_over(cast, presidium):
    assert ask(cast, contacted(cast), day=date(2026, 7, 20)).new_due_on == date(2026, 7, 20)


def test_more_time_cannot_be_granted_to_who_has_answered(cast, presidium):
    part = contacted(cast)
    ask(cast, part, at=on_day(3, 23))
    replied(cast, part)
    with pytest.raises(WrongState):
        decide(cast, step_approve, opinion="同意")
    assert fresh(part).due_on == date(2026, 5, 20)
