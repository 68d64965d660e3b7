"""Opinions and promises of a meeting go to their units as matters; suggestions are written for it."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from apps.congress.matters.models import Matter, PartRole
from apps.congress.matters.services.handing_over import PartDraft
from apps.congress.matters.services.submitting import matter_withdraw
from apps.congress.meetings.models import GroupOpinion, OpinionHandover, Question
from apps.congress.meetings.selectors.handed import brought_at, writing_url
from apps.congress.meetings.services import meeting_create, meeting_notice
from apps.congress.meetings.services.handing_over import HandoverDraft, opinions_hand_over, promise_hand_over
from apps.congress.meetings.services.opinions import opinion_withdraw, opinion_write
from apps.congress.meetings.services.questions import Answer, commitment_close, question_answer, question_ask
from apps.foundation.core.errors import Conflict, NotReady, WrongState
from apps.foundation.organisations.models import Unit
from tests import factories as make
from tests.congress.matters.answering import answered
from tests.congress.meetings.hall import IN_TIME, MORNING, plan
from tests.racing import at_once, refusals

DRAFT = HandoverDraft("关于加快管网改造的审议意见", "主席团第5次会议", date(2026, 3, 20), "汛期前完成管网改造和清淤。")
PROMISED = Answer("李镇长", "已列入计划。", "六月底前完成管网改造", date(2026, 6, 30))


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(MORNING, tick=False):
        yield


def government() -> Unit:
    return Unit.objects.get(name="青禾镇人民政府")


def noted(hall, *texts: str) -> list[GroupOpinion]:
    return [
        opinion_write(meeting=hall.meeting, text=text, group_name="第一代表团", by=hall.staff, at=MORNING)
        for text in texts
    ]


def hand_over(hall, opinions, parts=None, draft=DRAFT, at: datetime = MORNING) -> OpinionHandover:
    parts = parts or [PartDraft(government())]
    return opinions_hand_over(meeting=hall.meeting, opinions=opinions, parts=parts, draft=draft, by=hall.staff, at=at)


def page(name: str, hall) -> str:
    return reverse(name, args=[hall.meeting.public_id])


def html(client, url: str) -> str:
    return client.get(url).content.decode()


def test_opinions_go_together_under_the_approved_text_to_main_and_helping_units(noticed):
    opinions = noted(noticed, "加快管网改造", "汛期前清淤")
    helping = make.make_unit(noticed.cast.town, "department", "镇财政办")
    handover = hand_over(noticed, opinions, [PartDraft(government()), PartDraft(helping, PartRole.CO)])
    matter = handover.matter
    assert (matter.kind, matter.state, matter.reply_due_on) == ("deliberation", "handed_over", date(2026, 5, 20))
    assert (matter.title, matter.text) == (DRAFT.title, "汛期前完成管网改造和清淤。")
    assert (matter.source_label, matter.source_id) == ("meetings.meeting", noticed.meeting.pk)
    assert matter.proposer_name == noticed.meeting.title
    assert (handover.approved_by, handover.approved_on) == ("主席团第5次会议", date(2026, 3, 20))
    assert set(GroupOpinion.objects.values_list("handover", flat=True)) == {handover.pk}
    assert list(matter.parts.values_list("unit__name", "role").order_by("pk")) == [
        ("青禾镇人民政府", "main"), ("镇财政办", "co"),
    ]  # fmt: skip


def test_without_a_text_the_opinions_stand_as_they_were_noted(noticed):
    draft = HandoverDraft(DRAFT.title, DRAFT.approved_by, DRAFT.approved_on)
    assert hand_over(noticed, noted(noticed, "一", "二"), draft=draft).matter.text == "一\n二"


def test_what_is_handed_over_or_withdrawn_is_not_handed_over_again_nor_withdrawn_after(noticed):
    first, second, third = noted(noticed, "加快管网改造", "汛期前清淤", "修路灯")
    hand_over(noticed, [first])
    opinion_withdraw(opinion=second, reason="说错了", by=noticed.staff, at=MORNING)
    with pytest.raises(NotReady) as refusal:
        hand_over(noticed, [first, second, third])
    assert [issue.sentence for issue in refusal.value.issues] == [
        "“加快管网改造”已经交办或者撤回,请刷新页面重新选择。", "“汛期前清淤”已经交办或者撤回,请刷新页面重新选择。",
    ]  # fmt: skip
    with pytest.raises(WrongState, match="已经交办,不能撤回"):
        opinion_withdraw(opinion=first, reason="说错了", by=noticed.staff, at=MORNING)
    assert Matter.objects.count() == 1


def test_nothing_is_handed_over_that_was_not_approved_or_to_a_unit_that_is_no_more(noticed):
    opinions = noted(noticed, "加快管网改造")
    with pytest.raises(NotReady, match="审定"):
        hand_over(noticed, opinions, draft=HandoverDraft(DRAFT.title, " ", date(2026, 3, 21)))
    gone = make.make_unit(noticed.cast.town, "department", "镇农机站")
    Unit.objects.filter(pk=gone.pk).update(until=date(2026, 1, 1))
    gone.refresh_from_db()
    with pytest.raises(NotReady, match="镇农机站已经撤销"):
        hand_over(noticed, opinions, [PartDraft(gone)])
    assert (Matter.objects.count(), GroupOpinion.objects.get().handover) == (0, None)


@pytest.mark.django_db(transaction=True)
def test_two_who_hand_over_one_opinion_at_once_open_one_matter(noticed):
    opinions = noted(noticed, "加快管网改造")
    assert refusals(at_once(*[lambda: hand_over(noticed, opinions)] * 2)) == ["NotReady"]
    assert Matter.objects.count() == 1


def test_the_office_chooses_on_its_page_and_all_of_the_group_read_what_became_of_it(noticed):
    first, _ = noted(noticed, "加快管网改造", "修路灯")
    client, url = noticed.cast.client("staff"), page("meetings_opinions_hand_over", noticed)
    assert "加快管网改造" in html(client, url)
    data = {
        "opinions": [str(first.public_id)], "title": DRAFT.title, "unit": government().pk, "together": "co",
        "approved_by": "主席团第5次会议", "approved_on": "2026-03-20",
    }  # fmt: skip
    refused = client.post(url, {**data, "unit": ""})
    assert (refused.status_code, "主席团第5次会议" in refused.content.decode()) == (200, True)
    assert client.post(url, data).url == page("meetings_opinions", noticed)
    assert noticed.cast.client("deputy").get(url).status_code == 403
    matter = Matter.objects.get()
    answered(noticed.cast, matter, MORNING + timedelta(days=70), text="管网已改造完成")
    shown = html(client, page("meetings_opinions", noticed))
    assert all(
        words in shown for words in ("逾期反馈", "管网已改造完成", matter.get_absolute_url(), "2026年5月20日前反馈")
    )
    table = load_workbook(BytesIO(b"".join(client.get(page("meetings_opinions_file", noticed)).streaming_content)))
    rows = [[cell.value for cell in row] for row in table.active.iter_rows()]
    assert [row[-2:] for row in rows if row[4] == "加快管网改造"] == [["逾期反馈", "管网已改造完成"]]
    assert client.get(page("meetings_opinions_pdf", noticed)).status_code == 200


def at_street(cast, *people) -> tuple:
    staff = cast.actor("street_staff")
    meeting = meeting_create(term=cast.street_term, plan=plan(), by=staff, at=IN_TIME)
    meeting = meeting_notice(meeting=meeting, by=staff, at=IN_TIME)
    rows = [
        opinion_write(meeting=meeting, text="多装路灯", group_name="第一小组", person=person, by=staff, at=MORNING)
        for person in people
    ]
    draft = HandoverDraft("关于增设路灯的意见", "人大街道工委会议", date(2026, 3, 20))
    unit = make.make_unit(cast.street, "street_office", "滨江街道办事处")
    made = opinions_hand_over(
        meeting=meeting, opinions=rows, parts=[PartDraft(unit)], draft=draft, by=staff, at=MORNING
    )  # fmt: skip
    return meeting, made.matter


def test_what_one_representative_said_at_a_street_is_their_own_opinion_which_they_rate(cast):
    person = cast.people["representative"]
    _, matter = at_street(cast, person)
    assert (matter.kind, matter.lead, matter.proposer_name) == ("opinion", person, person.name)
    assert (matter.reply_due_on, matter.parts.get().contact_due_on is None) == (date(2026, 5, 20), False)


def test_what_several_said_at_a_street_is_discussed_not_deliberated(cast):
    meeting, matter = at_street(cast, cast.people["representative"], None)
    assert (matter.kind, matter.lead, matter.get_kind_display()) == ("deliberation", None, "讨论意见")
    client = cast.client("street_staff")
    for url in (matter.get_absolute_url(), reverse("meetings_detail", args=[meeting.public_id])):
        assert "审议意见" not in html(client, url)
    assert [(one.name, one.count) for one in brought_at(meeting)] == [("讨论意见", 1)]


def promised(hall) -> Question:
    question = question_ask(
        meeting=hall.meeting, person=hall.members()[0], text="管网何时改造?", unit=government(), by=hall.staff,
        at=IN_TIME,
    )  # fmt: skip
    return question_answer(question=question, answer=PROMISED, revision=0, by=hall.staff, at=MORNING)


def test_a_promise_is_a_matter_of_its_unit_until_the_day_it_named_itself(noticed):
    question = promise_hand_over(question=promised(noticed), by=noticed.staff, at=MORNING)
    matter, part = question.matter, question.matter.parts.get()
    assert (matter.kind, matter.reply_due_on, part.due_on) == ("promise", date(2026, 6, 30), date(2026, 6, 30))
    assert (part.unit, part.due_ground) == (government(), "承办单位自己承诺的期限")
    with pytest.raises(Conflict, match="已经交办"):
        promise_hand_over(question=question, by=noticed.staff, at=MORNING)
    with pytest.raises(WrongState, match="由承办单位反馈"):
        question_answer(question=question, answer=PROMISED, revision=1, by=noticed.staff, at=MORNING)
    with pytest.raises(WrongState, match="由承办单位反馈"):
        commitment_close(question=question, outcome="好了", done_on=MORNING.date(), by=noticed.staff, at=MORNING)


def test_the_units_answer_says_what_became_of_the_promise(noticed):
    question = promise_hand_over(question=promised(noticed), by=noticed.staff, at=MORNING)
    answered(noticed.cast, question.matter, MORNING + timedelta(days=30), text="管网已改造完成")
    question.refresh_from_db()
    assert (question.state, question.outcome, question.done_on) == (
        "done", "青禾镇人民政府:管网已改造完成", date(2026, 4, 19),
    )  # fmt: skip


def test_a_promise_that_is_taken_back_says_so(noticed):
    question = promise_hand_over(question=promised(noticed), by=noticed.staff, at=MORNING)
    matter_withdraw(matter=question.matter, reason="规划调整", by=noticed.staff, at=MORNING)
    question.refresh_from_db()
    assert (question.state, question.outcome) == ("done", "规划调整")


def test_an_answer_without_a_promise_has_nothing_to_hand_over(noticed):
    question = question_ask(
        meeting=noticed.meeting, person=noticed.members()[0], text="管网何时改造?", unit=government(),
        by=noticed.staff, at=IN_TIME,
    )  # fmt: skip
    with pytest.raises(WrongState, match="没有尚待兑现的承诺"):
        promise_hand_over(question=question, by=noticed.staff, at=MORNING)


def test_a_member_writes_for_the_meeting_and_the_office_finds_it_by_the_meeting(noticed):
    client, office = noticed.cast.client("deputy"), noticed.cast.client("staff")
    link = writing_url(noticed.meeting)
    assert link.replace("&", "&amp;") in html(client, page("meetings_notice", noticed))
    data = {"title": "关于增设路灯的建议", "text": "情况:没有路灯。", "category": "城乡建设", "revision": 1}
    assert client.get(link).status_code == 200
    client.post(link, data)
    matter = Matter.objects.get(lead=noticed.cast.people["deputy"])
    assert (matter.source_id, matter.source_title) == (noticed.meeting.pk, noticed.meeting.title)
    hand_over(noticed, noted(noticed, "加快管网改造"))
    (one,) = brought_at(noticed.meeting)  # the draft was not handed in yet
    assert (one.name, one.count, one.states) == ("审议意见", 1, "办理中1")
    assert one.url.replace("&", "&amp;") in html(office, page("meetings_detail", noticed))
    listed = html(office, one.url)
    assert (DRAFT.title in listed, office.get(reverse("matters_items"), {"source": "x"}).status_code) == (True, 200)
    assert DRAFT.title not in html(office, f"{reverse('matters_items')}?source=meetings.meeting:0")
