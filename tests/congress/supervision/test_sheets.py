"""督办单 and 督查通报: numbered by the signature, answered in working days, two that ran out are named."""

from datetime import date

import pytest

from apps.congress.supervision.models import SupervisionSheet
from apps.congress.supervision.selectors.criticising import suggestions
from apps.congress.supervision.selectors.desk import deadlines
from apps.congress.supervision.services import (
    SheetDraft,
    UnitDraft,
    criticism_draft,
    sheet_answer,
    sheet_change,
    sheet_close,
    sheet_draft,
    sheet_return,
    sheet_withdraw,
)
from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError, WrongState
from apps.foundation.people.models import RoleAssignment
from apps.foundation.people.selectors import watch_of
from apps.office.documents.models import Delivery
from apps.office.documents.services.drafting import document_discard
from apps.office.documents.services.issuing import document_withdraw
from apps.office.notifications.models import Notice
from tests import factories as make
from tests.congress.supervision.conftest import at
from tests.congress.supervision.handed import drafted_sheet, government, issued_sheet, proof, running, sign

ISSUED = date(2026, 5, 6)
"""A Wednesday; five working days end on 13 May."""


def fresh(sheet) -> SupervisionSheet:
    return SupervisionSheet.objects.with_all().get(pk=sheet.pk)


def answer(cast, sheet, on=date(2026, 5, 12)):
    return sheet_answer(sheet=sheet, text="已完成选址。", files=proof(), by=cast.actor("handler"), at=at(on))


def test_the_signature_numbers_it_sends_it_and_begins_the_days(cast):
    sheet = issued_sheet(cast, running(cast), ISSUED)
    assert (sheet.state, sheet.number, sheet.due_on) == ("issued", "示人督〔2026〕1号", date(2026, 5, 13))
    assert Delivery.objects.get(document=sheet.document).unit == government()
    notice = Notice.objects.get(recipient=cast.people["handler"], title__startswith="督办单")
    assert "2026年5月13日前反馈" in notice.body


def test_its_paper_says_what_is_wrong_and_asked_for(cast):
    text = str(drafted_sheet(cast, running(cast), ISSUED).document.tree)
    assert "选址迟迟未定" in text
    assert "十日内完成选址" in text
    assert "五个工作日内" in text


def test_a_unit_has_one_open_sheet_of_an_assignment(cast):
    assignment = running(cast)
    drafted_sheet(cast, assignment, ISSUED)
    with pytest.raises(Conflict, match="上一份督办单还没有办结"):
        drafted_sheet(cast, assignment, ISSUED)
    with pytest.raises(DomainError, match="不承办这项任务"):
        sheet_draft(
            assignment=assignment, unit=make.make_unit(cast.town, "department", "镇财政所"),
            draft=SheetDraft("问题", "要求", 5), by=cast.actor("district_staff"), at=at(ISSUED),
        )  # fmt: skip


def test_a_draft_is_changed_with_its_document_and_withdrawn_with_it(cast):
    sheet, by = drafted_sheet(cast, running(cast), ISSUED), cast.actor("district_staff")
    sheet_change(sheet=sheet, draft=SheetDraft("仍未选址。", "立即选址。", 10), by=by, at=at(ISSUED))
    assert "仍未选址" in str(fresh(sheet).document.tree)
    sheet_withdraw(sheet=sheet, reason="已经办了。", by=by, at=at(ISSUED))
    assert (fresh(sheet).state, fresh(sheet).document.state) == ("withdrawn", "discarded")


def test_answered_returned_answered_and_closed(cast):
    sheet, by = issued_sheet(cast, running(cast), ISSUED), cast.actor("district_staff")
    answer(cast, sheet)
    assert (fresh(sheet).state, fresh(sheet).was_late) == ("answered", False)
    with pytest.raises(WrongState):
        answer(cast, sheet)
    with pytest.raises(DomainError, match="已经过去"):
        sheet_return(sheet=sheet, reason="没有附图。", due_on=date(2026, 5, 13), by=by, at=at(date(2026, 5, 14)))
    sheet_return(sheet=sheet, reason="没有附图。", due_on=date(2026, 5, 20), by=by, at=at(date(2026, 5, 14)))
    answer(cast, sheet, date(2026, 5, 20))
    sheet_close(sheet=sheet, closing="已落实。", by=by, at=at(date(2026, 5, 21)))
    sheet = fresh(sheet)
    assert (sheet.state, sheet.was_late, sheet.answers.count()) == ("closed", False, 2)


def test_an_answered_sheet_is_not_withdrawn_an_issued_one_is(cast):
    sheet, by = issued_sheet(cast, running(cast), ISSUED), cast.actor("district_staff")
    answer(cast, sheet)
    with pytest.raises(WrongState):
        document_withdraw(document=sheet.document, reason="有误", by=by, at=at(date(2026, 5, 14)))
    sheet_close(sheet=sheet, closing="已落实。", by=by, at=at(date(2026, 5, 14)))
    other = issued_sheet(cast, sheet.assignment, date(2026, 5, 15))
    document_withdraw(document=other.document, reason="发错了", by=by, at=at(date(2026, 5, 15)))
    assert fresh(other).state == "withdrawn"


def test_a_sheet_whose_draft_is_given_up_as_a_document_may_be_drafted_again(cast):
    sheet, by = drafted_sheet(cast, running(cast), ISSUED), cast.actor("district_staff")
    document_discard(document=sheet.document, reason="措辞不当,重拟", by=by, at=at(ISSUED))
    assert (fresh(sheet).state, fresh(sheet).document.state) == ("withdrawn", "discarded")
    entry = Entry.objects.get(act="supervision.sheet.withdrawn")
    assert (entry.reason, Entry.objects.filter(act="documents.document.discarded").count()) == ("措辞不当,重拟", 1)
    again = drafted_sheet(cast, sheet.assignment, ISSUED)
    assert (again.state, again.document.state) == ("draft", "draft")


def ran_out_twice(cast):
    """One answered late and closed, one not answered at all, on 1 June."""
    first = issued_sheet(cast, running(cast), ISSUED)
    answer(cast, first, date(2026, 5, 14))
    assert fresh(first).was_late
    second = issued_sheet(cast, running(cast, title="建成联络站"), date(2026, 5, 18))
    return first, second


def test_two_that_ran_out_are_named_once(cast):
    first, second = ran_out_twice(cast)
    on = date(2026, 6, 1)
    assert suggestions(cast.district, date(2026, 5, 20)) == []
    assert [(one.unit, one.sheets) for one in suggestions(cast.district, on)] == [(government(), 2)]
    by = cast.actor("district_staff")
    criticism = criticism_draft(office=cast.district, unit=government(), called_in=True, by=by, at=at(on))
    text = str(criticism.document.tree)
    assert first.number in text
    assert second.number in text
    assert "进行约谈" in text
    assert suggestions(cast.district, on) == []
    with pytest.raises(DomainError, match="有0份,不到2份"):
        criticism_draft(office=cast.district, unit=government(), called_in=False, by=by, at=at(on))


@pytest.mark.parametrize("is_issued", [False, True])
def test_sheets_of_a_notice_that_was_dropped_are_suggested_again(cast, is_issued):
    ran_out_twice(cast)
    on, by = date(2026, 6, 1), cast.actor("district_staff")
    criticism = criticism_draft(office=cast.district, unit=government(), called_in=False, by=by, at=at(on))
    if is_issued:
        sign(cast, criticism.document, on)
        document_withdraw(document=criticism.document, reason="数字有误", by=by, at=at(on))
    else:
        document_discard(document=criticism.document, reason="数字有误", by=by, at=at(on))
    assert [(one.unit, one.sheets) for one in suggestions(cast.district, on)] == [(government(), 2)]
    criticism_draft(office=cast.district, unit=government(), called_in=False, by=by, at=at(on))
    assert suggestions(cast.district, on) == []


def test_a_supporting_unit_may_be_warned_too(cast):
    helper = make.make_unit(cast.town, "department", "镇文化站")
    assignment = running(cast, units=[UnitDraft(government()), UnitDraft(helper, "supporting")])
    drafted_sheet(cast, assignment, ISSUED)
    sheet = sheet_draft(
        assignment=assignment, unit=helper, draft=SheetDraft("未配合。", "提供资料。", 7),
        by=cast.actor("district_staff"), at=at(ISSUED),
    )  # fmt: skip
    assert sheet.unit_name == "镇文化站"


def test_where_nobody_answers_for_the_unit_the_staff_of_the_place_is_reminded(cast):
    sheet, key = issued_sheet(cast, running(cast), ISSUED), "supervision.sheet:"
    assert reminded(key) == (cast.people["handler"].pk,)
    RoleAssignment.objects.filter(unit=sheet.unit).update(until=ISSUED)
    assert reminded(key) == (cast.people["staff"].pk,)
    for part, told in (("staff", 1), ("other_staff", 0)):
        watch = watch_of(cast.people[part].pk, ISSUED, date(2026, 6, 1))
        assert len([one for one in deadlines(ISSUED, watch) if one.key.startswith(key)]) == told


def reminded(key: str) -> tuple[int, ...]:
    (found,) = [one for one in deadlines(ISSUED) if one.key.startswith(key)]
    return found.recipient_ids
