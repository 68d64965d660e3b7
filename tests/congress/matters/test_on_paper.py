"""Units without an account, or with one that may not sign: the office writes down what came on paper."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.congress.matters.models import Commitment, ContactRecord, Matter, PartRole, Reply
from apps.congress.matters.rules.handling import Contact
from apps.congress.matters.rules.rating import Voice
from apps.congress.matters.rules.replying import Promise
from apps.congress.matters.selectors import inbox
from apps.congress.matters.selectors.matter_statistics import Scope, statistics_of
from apps.congress.matters.services.contacting import contact_waive, opinion_register
from apps.congress.matters.services.handing_over import PartDraft, matter_hand_over
from apps.congress.matters.services.paper_replies import PaperLetter, paper_reply_register
from apps.congress.matters.services.rating import matter_rate
from apps.congress.matters.services.taking import handling_take_on_paper
from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.office.files.models import Attachment
from apps.office.notifications.models import Notice
from tests import factories as make
from tests.congress.matters.handled import (
    AT,
    DRAFT,
    add_signers,
    contacted,
    drafted,
    fresh,
    handed_over,
    on_day,
    submitted,
    suggestion,
    told,
)

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
CONTACT = Contact(date(2026, 3, 25), "phone", "李主任、安然", "希望开学前装好。")


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("答复函.pdf", PDF, content_type="application/pdf")


def letter(**values) -> PaperLetter:
    given = {"on": date(2026, 3, 26), "number": "供电函〔2026〕7号", "signer": "李主任", "scans": [scan()], **values}
    return PaperLetter(**given)


@pytest.fixture
def part(cast):
    """With a unit that has no account."""
    unit = make.make_unit(cast.town, "department", "青禾供电所")
    matter_hand_over(matter=suggestion(cast), parts=[PartDraft(unit)], by=cast.actor("staff"), at=AT)
    return fresh(Matter.objects.get().parts.get(role=PartRole.MAIN))


def register(cast, part, **values) -> Reply:
    given = {"draft": DRAFT, "letter": letter(), "revision": 0, "contact": CONTACT, "at": on_day(3, 30), **values}
    return paper_reply_register(part=part, by=cast.actor("staff"), **given)


def codes(cast, part, **values) -> list[str]:
    with pytest.raises(NotReady) as caught:
        register(cast, part, **values)
    return [issue.code for issue in caught.value.issues]


def test_it_goes_the_way_of_a_letter_that_was_signed_here(cast, part):
    reply = register(cast, part)
    part, matter = fresh(part), Matter.objects.get()
    assert (part.state, part.taken_by, part.done_at, reply.sent_at) == ("done", "李主任", on_day(3, 30), on_day(3, 30))
    assert (matter.state, matter.result, matter.due_on) == ("replied", "A", date(2026, 4, 27))
    assert told(part) == [
        "已交青禾供电所办理,应在2026年5月20日前答复您。",
        "青禾供电所已签收,正在办理。",
        "青禾供电所登记:2026年3月25日已就本件与您沟通(电话)。",
        "青禾供电所已书面答复:A 已经解决或者基本解决。",
        "承办单位已全部答复。请在2026年4月27日前对办理态度和办理结果作出评价。",
    ]
    entry = Entry.objects.get(act="matters.reply.registered")
    assert entry.actor_name == cast.actor("staff").name
    assert entry.facts["letter"] == "供电函〔2026〕7号,李主任签发于2026年3月26日"
    rated = matter_rate(
        matter=matter, voice=Voice("satisfied", "satisfied", ""), round_=1, by=cast.actor("deputy"), at=on_day(4, 1)
    )
    assert rated.result == "satisfied"


def test_what_is_missing_is_said_at_once_and_nothing_is_kept(cast, part):
    assert codes(cast, part, contact=None, letter=letter(on=date(2026, 4, 1), signer=" ", scans=[])) == [
        "future", "no_signer", "no_scan", "no_contact",
    ]  # fmt: skip
    assert codes(cast, part, letter=letter(on=date(2026, 3, 19))) == ["before", "contact_after"]
    promised = replace(DRAFT, result="B", promises=[Promise("再装6盏", date(2026, 3, 26))])
    assert codes(cast, part, draft=promised) == ["promise_past"]
    assert not Reply.objects.exists()
    assert not ContactRecord.objects.exists()
    assert fresh(part).state == "sent"


def test_a_promise_that_was_due_before_it_was_registered_is_kept_as_the_letter_says(cast, part):
    promised = replace(DRAFT, result="B", promises=[Promise("再装6盏", date(2026, 3, 28))])
    register(cast, part, draft=promised)
    assert Commitment.objects.get().due_on == date(2026, 3, 28)


def test_who_waived_contact_needs_none(cast, part):
    contact_waive(part=part, by=cast.actor("deputy"), at=on_day(3, 23))
    assert register(cast, part, contact=None).sent_at


def test_a_letter_in_time_counts_as_in_time_though_it_was_registered_late(cast, part):
    register(cast, part, letter=letter(on=date(2026, 5, 20)), at=on_day(5, 22))
    counted = statistics_of(Scope(cast.town.path), on_day(5, 23)).units[0]
    assert (counted.on_time, counted.late) == (1, 0)


def test_a_second_time_is_refused(cast, part):
    register(cast, part)
    with pytest.raises(WrongState):
        register(cast, part, revision=1)
    assert Reply.objects.count() == 1


def test_a_draft_of_the_unit_is_neither_overwritten_unseen_nor_left_to_be_sent(cast):
    add_signers(cast)
    part = contacted(cast)
    reply = drafted(cast, part)
    with pytest.raises(Conflict):
        register(cast, part, contact=None)
    submitted(cast, reply)
    with pytest.raises(WrongState, match="正在核稿、签发"):
        register(cast, part, contact=None, revision=1)


def test_for_a_unit_without_an_account_the_office_writes_down_who_took_it(cast, part):
    taken = handling_take_on_paper(part=part, name="王强", by=cast.actor("staff"), at=on_day(3, 21))
    assert (taken.state, taken.taken_by) == ("taken", "王强")


def test_a_unit_with_an_account_takes_for_itself(cast):
    with pytest.raises(DomainError, match="有办理账号"):
        handling_take_on_paper(part=handed_over(cast), name="王强", by=cast.actor("staff"), at=on_day(3, 21))


def test_on_the_page_what_was_typed_stays_and_who_may_see_the_matter_sees_the_scan(cast, part):
    url = reverse("matters_handling_reply_on_paper", args=[part.public_id])
    typed = {
        "revision": 0, "result": "A", "text": "已装12盏。", "is_public": "on", "paper_on": "2026-03-26",
        "paper_number": "", "paper_signer": "李主任", "contact-on": "2026-03-25", "contact-means": "phone",
        "contact-people": "安然", "contact-gist": "请尽快。", "promises-TOTAL_FORMS": 1, "promises-INITIAL_FORMS": 0,
    }  # fmt: skip
    with time_machine.travel(on_day(3, 30), tick=False):
        assert cast.client("handler").post(url, typed).status_code in (403, 404)
        client = cast.client("staff")
        assert "登记书面答复" in client.get(part.get_absolute_url()).content.decode()
        assert "签发人" in client.get(url).content.decode()
        page = client.post(url, typed).content.decode()
        assert "请选择文件" in page
        assert "已装12盏。" in page
        assert client.post(url, {**typed, "scans": scan()}).status_code == 302
        shown = cast.client("deputy").get(part.matter.get_absolute_url()).content.decode()
        assert "李主任签发于2026年3月26日" in shown
        file = reverse("files_attachment_open", args=[Attachment.objects.get().public_id])
        assert file in shown
        assert cast.client("deputy").get(file).status_code == 200
        assert cast.client("other_deputy").get(file).status_code == 404


def test_a_helping_unit_without_an_account_is_heard_on_paper(cast):
    helper = make.make_unit(cast.town, "department", "青禾供电所")
    main = handed_over(cast, helper)
    part = main.matter.parts.get(role=PartRole.CO)
    with time_machine.travel(on_day(3, 25), tick=False):
        client, url = cast.client("staff"), reverse("matters_handling_opinion_on_paper", args=[part.public_id])
        assert url in client.get(part.get_absolute_url()).content.decode()
        assert client.get(url).status_code == 200
        assert client.post(url, {"text": "线路可以迁改。", "name": "李主任"}).status_code == 302
        assert client.post(url, {"text": "再说一次。", "name": "李主任"}).status_code == 200
    part = fresh(part)
    assert (part.state, part.taken_by, part.opinions.get().given_by) == ("done", "李主任", "李主任")
    assert Notice.objects.filter(
        recipient=cast.people["handler"], title__startswith="青禾供电所已提出协办意见"
    ).exists()
    with pytest.raises(DomainError, match="有办理账号"):
        opinion_register(part=main, text="意见", name="张", by=cast.actor("staff"), at=on_day(3, 25))


def test_the_office_is_reminded_of_a_unit_without_an_account(cast, part):
    (found,) = [one for one in inbox.deadlines(date(2026, 5, 4)) if one.url == part.get_absolute_url()]
    assert found.recipient_ids == (cast.people["staff"].pk,)
