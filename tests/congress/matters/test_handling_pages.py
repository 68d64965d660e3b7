"""The unit's pages: inbox, part, reply; the office's list; who may see and do what."""

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.congress.matters.models import Handling, Matter, PartRole, Reply
from apps.congress.matters.selectors import inbox
from apps.congress.matters.selectors.handling_page import page_of
from apps.congress.matters.services.handing_over import PartDraft, matter_hand_over
from apps.congress.matters.services.opening import MatterDraft, matter_open
from apps.congress.matters.services.returning import handling_return_ask
from apps.foundation.core.registry import systems
from apps.office.documents.services.drafting import document_recall
from tests import factories as make
from tests.congress.matters.handled import (
    AT,
    SHANGHAI,
    add_signers,
    contacted,
    drafted,
    fresh,
    government,
    handed_over,
    on_day,
    replied,
    submitted,
    suggestion,
    taken,
)
from tests.office.documents.paper import pages_of


@pytest.fixture(autouse=True)
def _in_march():
    with time_machine.travel(datetime(2026, 3, 25, 10, tzinfo=SHANGHAI), tick=False):
        yield


def url(name: str, part: Handling) -> str:
    return reverse(f"matters_handling{name}", args=[part.public_id])


def test_the_inbox_says_what_to_do_next_and_what_is_late(cast):
    part = taken(cast, make.make_unit(cast.town, "department", "镇财政办"))
    page = cast.client("handler").get(reverse("matters_inbox")).content.decode()
    assert "与提出人沟通" in page
    assert "镇财政办" in page
    with time_machine.travel(datetime(2026, 5, 23, 10, tzinfo=SHANGHAI)):
        client = cast.client("handler")
        page = client.get(f"{reverse('matters_inbox')}?urgency=late&q=路灯").content.decode()
        assert ">3日<" in page
        assert "2个月,重庆市乡镇人民代表大会工作条例第十六条" in page
        file = client.get(f"{reverse('matters_inbox')}?export=xlsx")
    rows = list(openpyxl.load_workbook(BytesIO(b"".join(file.streaming_content))).active.values)
    assert part.matter.title in rows[-1]


def test_the_inbox_of_another_unit_is_empty(cast):
    handed_over(cast)
    other = make.make_person(cast.town, "别家")
    make.make_user(other)
    make.make_role(other, "handler", unit=make.make_unit(cast.town, "department", "镇财政办"))
    cast.people["other_handler"] = other
    client = cast.client("other_handler")
    assert "关于增设村口路灯的建议" not in client.get(reverse("matters_inbox")).content.decode()
    assert client.get(url("", Handling.objects.get())).status_code == 404


def test_the_inbox_costs_the_same_queries_for_one_and_for_many(cast):
    contacted(cast, make.make_unit(cast.town, "department", "镇财政办"))
    client = cast.client("handler")
    client.get(reverse("matters_inbox"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("matters_inbox"))
    for number in range(5):
        draft = MatterDraft("deliberation", f"审议意见{number}", "请研究处理。", "青禾镇人民代表大会")
        matter = matter_open(body=cast.congress, term=cast.term, draft=draft, by=cast.actor("staff"), at=AT)
        matter_hand_over(matter=matter, parts=[PartDraft(government())], by=cast.actor("staff"), at=AT)
    with CaptureQueriesContext(connection) as many:
        page = client.get(reverse("matters_inbox")).content.decode()
    assert "审议意见4" in page
    assert len(many) == len(one)


def test_a_unit_takes_contacts_replies_and_sends_it_for_signature(cast):
    part, client = handed_over(cast), cast.client("handler")
    add_signers(cast)
    client.post(url("_take", part))
    client.post(url("_contact", part), {"on": "2026-03-24", "means": "phone", "people": "安然", "gist": "请尽快。"})
    typed = {
        "revision": 0, "result": "B", "text": "已列入计划。", "contact_name": "张晓东", "contact_phone": "023-60000001",
        "is_public": "on", "promises-TOTAL_FORMS": 1, "promises-INITIAL_FORMS": 0, "promises-0-text": "装灯6盏",
        "promises-0-due_on": "2026-06-30",
    }  # fmt: skip
    assert client.post(url("_reply", part), typed).status_code == 302
    client.post(url("_submit", part), {"checker": cast.people["核稿员"].pk, "signer": cast.people["镇长"].pk})
    reply = Reply.objects.get()
    assert (reply.promises, reply.document.state) == ([["装灯6盏", "2026-06-30"]], "in_review")
    assert "答复函正在核稿、签发" in client.get(url("", part)).content.decode()


def test_what_was_typed_stays_when_somebody_else_saved_meanwhile(cast):
    part = contacted(cast)
    drafted(cast, part)
    typed = {
        "revision": 0, "result": "A", "text": "我写的另一稿。", "contact_name": "张", "contact_phone": "1",
        "promises-TOTAL_FORMS": 1, "promises-INITIAL_FORMS": 0, "promises-0-text": "装灯",
        "promises-0-due_on": "2026-06-30",
    }  # fmt: skip
    page = cast.client("handler").post(url("_reply", part), typed).content.decode()
    assert "刚被本单位他人修改过" in page
    assert "我写的另一稿。" in page
    assert 'value="装灯"' in page
    assert 'name="revision" value="1"' in page


def test_a_promise_without_a_day_is_pointed_out(cast):
    part = contacted(cast)
    typed = {
        "revision": 0, "result": "B", "text": "一", "contact_name": "张", "contact_phone": "1",
        "promises-TOTAL_FORMS": 1, "promises-INITIAL_FORMS": 0, "promises-0-text": "装灯",
    }  # fmt: skip
    page = cast.client("handler").post(url("_reply", part), typed).content.decode()
    assert "请填写完成时限。" in page
    assert not Reply.objects.exists()


def test_the_draft_is_the_units_and_the_letter_everybodys(cast):
    part = contacted(cast)
    drafted(cast, part)
    answers = {
        who: cast.client(who).get(url("_letter", part)).status_code
        for who in ("handler", "staff", "deputy", "other_deputy", "leader")
    }
    assert answers == {"handler": 200, "staff": 404, "deputy": 404, "other_deputy": 404, "leader": 404}
    assert "已安装路灯12盏" not in cast.client("deputy").get(url("", part)).content.decode()


def test_the_proposer_reads_the_letter_that_was_sent(cast):
    part = contacted(cast)
    replied(cast, part)
    client = cast.client("deputy")
    assert "已安装路灯12盏" in client.get(url("", part)).content.decode()
    assert client.get(url("_letter", part))["Content-Type"] == "application/pdf"
    assert "wordprocessingml" in client.get(f"{url('_letter', part)}?as=docx")["Content-Type"]
    assert cast.client("other_deputy").get(url("_letter", part)).status_code == 404


def test_one_day_late_the_page_says_what_to_do_and_keeps_the_typing(cast):
    part = taken(cast)
    with time_machine.travel(datetime(2026, 4, 4, 10, tzinfo=SHANGHAI)):
        page = cast.client("handler").post(url("_return", part), {"reason": "不归我们管的理由"}).content.decode()
    assert "今天已超过1日" in page
    assert "不归我们管的理由" in page


def test_the_office_grants_and_hands_on_in_one_page(cast):
    part, roads = taken(cast), make.make_unit(cast.town, "department", "镇公路站")
    handling_return_ask(part=part, reason="公路站管养。", by=cast.actor("handler"), at=on_day(3, 24))
    client = cast.client("staff")
    assert "公路站管养。" in client.get(reverse("matters_returns")).content.decode()
    client.post(url("_grant", part), {"answer": "同意。", "unit": roads.pk})
    assert Handling.objects.get(replaces=part).unit == roads
    assert "公路站管养。" not in client.get(reverse("matters_returns")).content.decode()


def test_open_parts_of_a_unit_that_is_gone_are_listed_for_the_office(cast):
    part, unit = taken(cast), government()
    unit.until = "2026-03-25"
    unit.save()
    page = cast.client("staff").get(reverse("matters_returns")).content.decode()
    assert "单位已撤销,待移交" in page
    assert "撤销" in next(iter(inbox.todo(cast.actor("staff"), on_day(3, 25).date()))).title
    roads = make.make_unit(cast.town, "department", "镇公路站")
    cast.client("staff").post(url("_reassign", part), {"unit": roads.pk})
    assert Handling.objects.get(replaces=part).unit == roads


@pytest.mark.parametrize("name", ["_grant", "_decline", "_reassign"])
def test_another_towns_office_decides_nothing_here(cast, name):
    part = taken(cast)
    assert cast.client("other_staff").get(url(name, part)).status_code == 404
    assert cast.client("handler").get(url(name, part)).status_code == 403


def test_the_proposer_waives_contact_on_the_page(cast):
    part = taken(cast)
    cast.client("deputy").post(url("_waive", part))
    assert fresh(part).contacts.get().means == "waived"


def test_a_helping_unit_sees_its_own_opinion_and_the_proposer_does_not(cast):
    helper = make.make_unit(cast.town, "department", "镇财政办")
    taken(cast, helper)
    matter = Matter.objects.get()
    co = Handling.objects.get(role=PartRole.CO)
    co.opinions.create(text="经费充足。", given_by="财政员", given_at=on_day(3, 24))
    seen = {
        who: [one.text for lines in page_of(matter, cast.actor(who)).rounds.values() for line in lines
              for one in line.opinions]
        for who in ("handler", "staff", "deputy")
    }  # fmt: skip
    assert seen == {"handler": ["经费充足。"], "staff": ["经费充足。"], "deputy": []}


def test_todo_and_deadlines_name_the_handlers(cast):
    part = taken(cast)
    (item,) = inbox.todo(cast.actor("handler"), on_day(3, 25).date())
    assert (item.title, item.due) == ("与提出人沟通:关于增设村口路灯的建议", date(2026, 4, 17))
    (deadline,) = inbox.deadlines(on_day(5, 1).date())
    assert (deadline.on, deadline.recipient_ids) == (part.due_on, (cast.people["handler"].pk,))
    assert "matters" in {system.slug for system in systems() if system.deadlines}


def test_a_unit_sets_its_own_code(cast):
    client = cast.client("handler")
    client.post(reverse("matters_letterhead"), {"code": "青府"})
    assert government().letterhead.code == "青府"
    assert "机关代字" in client.post(reverse("matters_letterhead"), {"code": "!"}).content.decode()


def test_a_letter_that_came_back_is_changed_and_sent_only_where_it_was_made(cast):
    add_signers(cast)
    document = submitted(cast, drafted(cast, contacted(cast)))
    client = cast.client("staff")
    document_recall(document=document, reason="补充数字", by=cast.actor("handler"), at=on_day(3, 25))
    page = client.get(document.get_absolute_url()).content.decode()
    for name in ("documents_edit", "documents_submit"):
        url = reverse(name, args=[document.public_id])
        assert url not in page
        assert client.get(url).status_code == 409
        assert "由“承办事项”生成" in client.post(url, {"revision": 0}).content.decode()


def test_a_unit_finds_what_was_handed_to_it_and_nothing_else(cast):
    part = handed_over(cast)
    number = part.matter.number
    for text in ("路灯", str(number)):
        page = cast.client("handler").get(reverse("portal_search"), {"q": text}).content.decode()
        assert part.get_absolute_url() in page
    other = make.make_person(cast.town, "别家")
    make.make_user(other)
    make.make_role(other, "handler", unit=make.make_unit(cast.town, "department", "镇财政办"))
    cast.people["other_handler"] = other
    page = cast.client("other_handler").get(reverse("portal_search"), {"q": "路灯"}).content.decode()
    assert "增设村口路灯" not in page


def test_signed_letters_are_printed_many_at_once_and_drafts_are_not(cast):
    reply = replied(cast, contacted(cast))
    matter, url = reply.handling.matter, reverse("matters_print", args=["letters"])
    client = cast.client("staff")
    assert "答复函" in client.get(f"{reverse('matters_bulk')}?state=replied").content.decode()
    file = client.post(url, {"matter": [str(matter.public_id)]})
    (page, *_) = pages_of(b"".join(file.streaming_content))
    assert any(reply.document.number in line.text for line in page)
    unsigned = suggestion(cast)
    refused = client.post(url, {"matter": [str(unsigned.public_id)]})
    assert refused.status_code == 422
    assert "答复函须在签发以后打印" in refused.content.decode()
