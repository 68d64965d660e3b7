"""From the announced result to the 公告 and the 交办函 that every responsible unit signs for."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError, WrongState
from apps.foundation.policies.models import Policy
from apps.office.approvals import services as approvals
from apps.office.documents import selectors as documents
from apps.office.documents.models import Document
from apps.office.documents.rendering.pdf import pdf_of
from apps.office.documents.rules.tree import Paragraph
from apps.office.documents.services import delivering, drafting, issuing, numbering
from apps.office.notifications.models import Notice
from apps.systems.livelihood_projects import selectors, system
from apps.systems.livelihood_projects.models import Season
from apps.systems.livelihood_projects.services import closing, nominating
from tests import factories as make
from tests.office.documents.paper import pages_of
from tests.racing import at_once, refusals
from tests.systems.livelihood_projects.place import NOON, SENT_AT
from tests.systems.livelihood_projects.pool import pool_of

SINCE = date(2020, 1, 1)
LATER = NOON + timedelta(days=2)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def presidium(town, cast):
    """The organ that issues, with its letterhead, and two reviewers."""
    organ = make.make_unit(cast.town, "presidium", "青禾镇人大主席团")
    numbering.letterhead_set(
        organ=organ, mark="青禾镇人大主席团文件", code="青人", office="青禾镇人大办公室", by=town.staff, at=NOON
    )
    for part, role in (("checker", "staff"), ("signer", "leader")):
        cast.people[part] = make.make_person(cast.town, part)
        make.make_user(cast.people[part])
        make.make_role(cast.people[part], role, area=cast.town)
    return organ


def issue(cast, document):
    reviewers = [cast.people["checker"], cast.people["signer"]]
    drafting.document_submit(document=document, reviewers=reviewers, by=cast.actor("staff"), at=NOON)
    for number, part in enumerate(("checker", "signer"), start=1):
        request = documents.issue_request(document)
        approvals.step_approve(request=request, step_number=number, opinion="", by=cast.actor(part), at=NOON)
    return Document.objects.get(pk=document.pk)


def said(document):
    return [block.text for block in document.content.blocks if isinstance(block, Paragraph)]


def test_the_notice_has_the_lawful_sentence_and_the_list(town, presidium):
    season = town.announced()
    document = closing.notice_draft(season=season, by=town.staff, at=NOON)
    head, *rest = said(document)
    assert head == f"经{season.meeting.title}票决，确定下列2个项目为2027年民生实事项目："
    assert rest == ["修路；", "建校。", "现予公告。"]
    assert document.organ == presidium


def test_a_street_chooses_and_its_working_committee_signs(street, cast):
    committee = make.make_unit(cast.street, "street_working_committee", "滨江街道人大工委")
    season = street.announced()
    document = closing.notice_draft(season=season, by=street.staff, at=NOON)
    assert said(document)[0].startswith(f"经{season.meeting.title}票选，选出下列2个项目")
    assert document.organ == committee
    letter = closing.hand_over_draft(season=season, by=street.staff, at=NOON)
    assert letter.content.recipients == ("滨江街道办事处",)
    assert "票决" not in "".join(said(letter))


def test_the_notice_is_numbered_within_the_term_and_public(town, cast, presidium):
    document = issue(cast, closing.notice_draft(season=town.announced(), by=town.staff, at=NOON))
    assert (document.number, document.is_public) == ("〔二十届〕第1号", True)
    page = Client().get(reverse("documents_verify", args=[document.code])).content.decode()
    assert "修路" in page
    assert "路灯" not in page


@pytest.mark.parametrize("draft", [closing.notice_draft, closing.hand_over_draft])
def test_nothing_is_issued_before_the_result_is_public(town, draft):
    with pytest.raises(WrongState, match="先公布结果"):
        draft(season=town.decided(), by=town.staff, at=NOON)


@pytest.mark.parametrize("draft", [closing.notice_draft, closing.hand_over_draft])
def test_a_season_has_one_of_each_at_a_time(town, draft):
    season = town.announced()
    document = draft(season=season, by=town.staff, at=NOON)
    with pytest.raises(Conflict, match="已经拟出"):
        draft(season=season, by=town.staff, at=NOON)
    drafting.document_discard(document=document, reason="重拟", by=town.staff, at=NOON)
    assert draft(season=season, by=town.staff, at=NOON)


def test_nothing_chosen_is_not_handed_over(town, cast):
    season = town.announced()
    season.projects.update(state="voted_out")
    page = cast.client("staff").get(season.get_absolute_url()).content.decode()
    assert "没有项目入选,无须交办。" in page
    assert reverse("livelihood_hand_over_draft", args=[season.public_id]) not in page
    with pytest.raises(DomainError, match="无须交办"):
        closing.hand_over_draft(season=season, by=town.staff, at=NOON)


def test_a_place_without_government_is_told_what_to_do(town):
    season = town.announced()
    type(town.office).objects.filter(pk=town.office.pk).update(until=date(2026, 3, 1))
    with pytest.raises(DomainError, match="先在“单位”中登记"):
        closing.hand_over_draft(season=season, by=town.staff, at=NOON)


def test_the_letter_lists_what_who_and_by_when_and_quotes_the_notice(town, cast, presidium):
    season = town.announced()
    issue(cast, closing.notice_draft(season=season, by=town.staff, at=NOON))
    letter = closing.hand_over_draft(season=season, by=town.staff, at=NOON)
    (annex,) = letter.content.annexes
    assert annex.blocks[0].rows[0] == (
        "1", "修路", "拓宽道路4公里", "386", town.office.name, "刘副镇长", "2027.12.1",
    )  # fmt: skip
    assert "〔二十届〕第1号公告" in said(letter)[0]
    assert letter.content.recipients == (town.office.name,)


def test_days_and_leaders_of_the_list_stand_on_one_line(town, cast, presidium):
    season = town.announced()
    season.projects.update(finishes_on=date(2027, 12, 20), responsible_leader="欧阳镇长")
    letter = closing.hand_over_draft(season=season, by=town.staff, at=NOON)
    cells = " ".join(line.text for page in pages_of(pdf_of(letter.content).content) for line in page)
    assert "2027.12.20" in cells
    assert "欧阳镇长" in cells


@pytest.fixture
def handed_over(town, cast, presidium) -> Season:
    """Issued; a second unit answers for one of the chosen projects."""
    department = make.make_unit(cast.town, "department", "青禾镇农业服务中心")
    season = town.announced()
    season.projects.filter(name="建校").update(responsible_unit=department)
    issue(cast, closing.hand_over_draft(season=season, by=town.staff, at=NOON))
    return season


def test_an_issued_letter_reaches_the_government_and_every_responsible_unit_once(town, cast, handed_over):
    letter = Document.objects.get(kind=selectors.HAND_OVER)
    assert letter.number == "青人函〔2026〕1号"
    assert {str(one.unit) for one in letter.deliveries.all()} == {town.office.name, "青禾镇农业服务中心"}
    assert Notice.objects.filter(title__contains="请签收").count() == 1
    assert Entry.objects.filter(act="livelihood_projects.season.handed_over").count() == 1


def test_whoever_proposed_a_chosen_project_hears_of_the_hand_over(town, cast, presidium):
    pool = pool_of(town, opens=date(2026, 2, 1))
    clues = [pool.kept(name) for name in ("修路", "建校", "路灯")]
    for clue in clues:
        nominating.project_from_clue(clue=clue, by=town.staff, at=SENT_AT)
    season = town.announced(town.send(Season.objects.get(pk=pool.season.pk)))
    issue(cast, closing.hand_over_draft(season=season, by=town.staff, at=NOON))
    heard = "“修路”已正式交青禾镇人民政府办理,计划2027年9月完成,人大代表将跟踪监督。"
    assert pool.told(clues[0])[-1] == heard
    assert "已正式交" not in pool.told(clues[2])[-1]


def test_units_hear_that_a_letter_was_withdrawn_and_why(cast, handed_over):
    letter = Document.objects.get(kind=selectors.HAND_OVER)
    issuing.document_withdraw(document=letter, reason="项目有误", by=cast.actor("staff"), at=LATER)
    notice = Notice.objects.get(title__startswith="已撤回")
    assert notice.recipient == cast.people["handler"]
    assert notice.body.endswith("理由:项目有误")
    client, inbox = cast.client("handler"), reverse("documents_inbox")
    assert "已撤回" in client.get(inbox).content.decode()
    assert str(letter.title) not in client.get(inbox, {"received": "no"}).content.decode()


def test_a_unit_signs_and_the_season_shows_who_has_and_who_is_late(town, cast, handed_over):
    letter = Document.objects.get(kind=selectors.HAND_OVER)
    own = letter.deliveries.get(unit=town.office)
    page = cast.client("handler").get(letter.get_absolute_url()).content.decode()
    assert "签收" in page
    delivering.delivery_receive(delivery=own, by=cast.actor("handler"), at=NOON)
    late = selectors.closing_of(handed_over, (NOON + timedelta(days=4)).date())
    assert [(str(one.delivery.unit), one.is_late) for one in late.receipts] == [
        (town.office.name, False), ("青禾镇农业服务中心", True),
    ]  # fmt: skip
    assert selectors.closing_of(handed_over, (NOON + timedelta(days=3)).date()).receipts[1].is_late is False
    page = cast.client("staff").get(handed_over.get_absolute_url()).content.decode()
    assert "1 / 2 个单位已签收" in page
    assert '<li class="is-done"><i class="ti ti-check" aria-hidden="true"></i>交办</li>' in page


def test_the_handlers_todo_holds_the_letter_until_it_is_signed(cast, handed_over):
    assert "签收" in cast.client("handler").get("/").content.decode()


def test_a_withdrawn_letter_hands_nothing_over(town, cast, handed_over):
    letter = Document.objects.get(kind=selectors.HAND_OVER)
    issuing.document_withdraw(document=letter, reason="项目有误", by=cast.actor("staff"), at=LATER)
    assert selectors.closing_of(handed_over, NOON.date()).is_handed_over is False
    assert closing.hand_over_draft(season=handed_over, by=town.staff, at=LATER)


def todo_of(town):
    return [(item.title, item.due) for item in system.todo(town.staff, NOON.date())]


def test_staff_are_reminded_from_the_announcement_to_the_signature(town, cast, presidium):
    season = town.announced()
    assert todo_of(town) == [("交办函尚未拟", date(2026, 4, 4))]
    letter = closing.hand_over_draft(season=season, by=town.staff, at=NOON)
    assert todo_of(town) == [("交办函草稿,尚未签发", date(2026, 4, 4))]
    issue(cast, letter)
    assert todo_of(town) == []


def test_the_deadline_stands_in_the_calendar_of_the_towns_staff(town, cast, presidium):
    season = town.announced()
    (deadline,) = selectors.hand_over_deadlines(NOON.date())
    assert (deadline.on, deadline.url) == (date(2026, 4, 4), season.get_absolute_url())
    assert cast.people["staff"].pk in deadline.recipient_ids
    assert list(selectors.hand_over_deadlines(date(2028, 1, 1))) == []


def test_a_rule_changed_afterwards_does_not_move_the_deadline(town, cast):
    season = town.announced()
    Policy.objects.create(key="livelihood.hand_over_days", value=30, area=cast.town, starts_on=SINCE, set_at=NOON)
    assert selectors.hand_over_by(Season.objects.get(pk=season.pk), NOON.date()) == date(2026, 4, 4)


@pytest.mark.parametrize("name", ["livelihood_notice_draft", "livelihood_hand_over_draft"])
def test_the_office_alone_drafts(town, cast, name):
    url = reverse(name, args=[town.announced().public_id])
    statuses = [cast.client(part).post(url).status_code for part in ("leader", "deputy", "other_staff")]
    assert statuses == [403, 403, 404]
    assert cast.client("staff").get(url).status_code == 405
    answer = cast.client("staff").post(url)
    assert answer.url == Document.objects.get().get_absolute_url()


def test_the_page_offers_each_draft_once(town, cast, presidium):
    season, client = town.announced(), cast.client("staff")
    page = client.get(season.get_absolute_url()).content.decode()
    assert "拟公告" in page
    assert "拟交办函" in page
    closing.notice_draft(season=season, by=town.staff, at=NOON)
    assert "拟公告</button>" not in client.get(season.get_absolute_url()).content.decode()
    assert "拟交办函</button>" not in cast.client("leader").get(season.get_absolute_url()).content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("draft", [closing.notice_draft, closing.hand_over_draft])
def test_two_windows_draft_one(town, draft):
    season = town.announced()
    results = at_once(*[lambda: draft(season=season, by=town.staff, at=NOON)] * 2)
    assert refusals(results) == ["Conflict"]
    assert Document.objects.count() == 1
