"""Sections: revisions, conflicts, facts that changed, who else is there."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from apps.congress.meetings.models import GroupOpinion, Speech
from apps.congress.minutes.models import SectionEditor, SectionRevision
from apps.congress.minutes.selectors.page import comparison_of, editors_of, paper_view
from apps.congress.minutes.services import editing
from apps.congress.minutes.services.drafting import minutes_complete, minutes_draft
from apps.foundation.core.errors import Conflict, DomainError, WrongState
from tests.congress.minutes.conftest import NOW
from tests.congress.minutes.session import planned
from tests.racing import at_once, refusals

REPORT = "听取和审议镇人民政府工作报告"
SPOKEN = "方圆（第一小组）发言：（发言要点未登记）"


def section_of(paper, heading: str = REPORT):
    return paper.sections.get(heading=heading)


def edit(section, text, revision=1, by=None, **values):
    return editing.section_edit(section=section, text=text, revision=revision, by=by, at=NOW, **values)


def view_of(paper, heading=REPORT):
    return next(one for one in paper_view(paper, NOW).sections if one.section.heading == heading)


def test_a_save_is_a_new_revision_beside_the_facts(session, record):
    section = section_of(record)
    saved = edit(section, "陈晨发言：报告很好。", by=session.staff)
    assert (saved.number, saved.text, saved.by_name, saved.replaces.number) == (
        2,
        "陈晨发言：报告很好。",
        "示例staff",
        1,
    )
    assert saved.facts_text == section.revisions.get(number=1).text
    assert section.revisions.count() == 2


def test_saving_over_a_newer_revision_is_refused_and_overwrites_nothing(session, record):
    section = section_of(record)
    edit(section, "甲写的", by=session.staff)
    with pytest.raises(Conflict, match="刚由示例staff保存了第2版。您填写的文字仍在本页"):
        edit(section, "乙写的", by=session.cast.actor("district_staff"))
    assert section.revisions.get(number=2).text == "甲写的"
    assert section.revisions.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_is_told(session, record):
    section = section_of(record)
    staff = session.staff
    results = at_once(lambda: edit(section, "甲写的", by=staff), lambda: edit(section, "乙写的", by=staff))
    assert refusals(results) == ["Conflict"]
    assert section.revisions.count() == 2


def test_a_text_that_did_not_change_is_no_revision(session, record):
    section = section_of(record)
    with pytest.raises(DomainError, match="内容没有变化"):
        edit(section, section.revisions.get(number=1).text + "\n  ", by=session.staff)


def test_a_text_without_end_is_refused(session, record):
    with pytest.raises(DomainError, match="超过60000字的上限"):
        edit(section_of(record), "字" * 60_001, by=session.staff)


def test_revisions_are_never_changed(record):
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        SectionRevision.objects.update(text="改写历史")
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        SectionRevision.objects.all().delete()


def test_an_earlier_revision_is_restored_as_a_new_one(session, record):
    section = section_of(record)
    first = section.revisions.get(number=1).text
    edit(section, "改坏了", by=session.staff)
    saved = editing.section_restore(section=section, number=1, revision=2, by=session.staff, at=NOW)
    assert (saved.number, saved.text, saved.source, saved.of_number) == (3, first, "restored", 1)


@pytest.mark.parametrize("number", [2, 9])
def test_what_cannot_be_restored(session, record, number):
    section = section_of(record)
    edit(section, "改过", by=session.staff)
    with pytest.raises(WrongState, match="无须恢复"):
        editing.section_restore(section=section, number=number, revision=2, by=session.staff, at=NOW)


def test_revisions_are_compared_by_words(session, record):
    section = section_of(record)
    before = section.revisions.get(number=1).text
    edit(section, before.replace("赞成报告", "完全赞成报告"), by=session.staff)
    found = comparison_of(section, "2", "1")
    assert [(mark.kind, mark.text) for mark in found.marks if mark.kind != "same"] == [("added", "完全")]
    assert comparison_of(section, "1", "x") is None


def test_a_gist_that_came_later_is_shown_and_taken(session, record):
    assert SPOKEN in view_of(record).revision.text
    Speech.objects.filter(name="方圆").update(gist="建议公开账目")
    shown = view_of(record)
    assert shown.is_changed
    assert [mark.text for mark in shown.changes if mark.kind == "added"] == ["建议公开账目。"]
    saved = editing.section_update(section=shown.section, revision=1, by=session.staff, at=NOW)
    assert (saved.source, "方圆（第一小组）发言：建议公开账目。" in saved.text) == ("updated", True)
    assert not view_of(record).is_changed


def test_what_was_edited_stays_until_the_new_facts_are_taken(session, record):
    section = section_of(record)
    edit(section, "人工整理的文字", by=session.staff)
    Speech.objects.filter(name="方圆").update(gist="建议公开账目")
    shown = view_of(record)
    assert (shown.is_changed, shown.revision.text) == (True, "人工整理的文字")
    kept = editing.section_keep(section=section, revision=2, by=session.staff, at=NOW)
    assert (kept.text, kept.source) == ("人工整理的文字", "kept")
    assert not view_of(record).is_changed
    assert view_of(record).revision.is_edited


def test_there_is_nothing_to_take_where_nothing_changed(session, record):
    section = section_of(record)
    for act in (editing.section_update, editing.section_keep):
        with pytest.raises(WrongState, match="请刷新页面"):
            act(section=section, revision=1, by=session.staff, at=NOW)


def test_facts_of_an_item_that_had_none_become_a_section_in_its_place(session, record):
    third = session.sittings[2]
    GroupOpinion.objects.create(
        meeting=session.meeting, agenda_item=session.item(1), sitting=third, text="建议公开预算", written_by="王敏",
        written_at=NOW,
    )  # fmt: skip
    assert [one.key for one in paper_view(record, NOW).missing] == [f"sitting-{third.pk}-item-{session.item(1).pk}"]
    before = list(record.sections.values_list("key", flat=True))
    (added,) = minutes_complete(minutes=record, by=session.staff, at=NOW)
    keys = list(record.sections.order_by("number").values_list("key", flat=True))
    assert [key for key in keys if key != added.key] == before
    assert keys.index(added.key) == keys.index(f"sitting-{third.pk}-item-{session.item(3).pk}") + 1
    assert paper_view(record, NOW).missing == ()
    with pytest.raises(WrongState, match="没有要补充的章节"):
        minutes_complete(minutes=record, by=session.staff, at=NOW)


def test_a_section_whose_facts_are_gone_stays_and_says_so(session, record):
    GroupOpinion.objects.update(is_withdrawn=True)
    Speech.objects.update(state="withdrawn")
    session.sittings[1].programme.all().delete()
    shown = view_of(record)
    assert shown.is_gone
    with pytest.raises(WrongState, match="登记的事实中已没有"):
        editing.section_update(section=shown.section, revision=1, by=session.staff, at=NOW)


def test_a_second_editor_is_seen_until_the_page_is_left_or_forgotten(session, record):
    section, other = section_of(record), session.cast.actor("district_staff")
    editing.editor_note(section=section, by=other, at=NOW)
    editing.editor_note(section=section, by=other, at=NOW + timedelta(seconds=40))
    assert SectionEditor.objects.count() == 1
    present = editors_of([section], NOW + timedelta(seconds=90), session.staff.user_id)
    assert [one.name for one in present[section.pk]] == [other.name]
    assert editors_of([section], NOW + timedelta(seconds=50), other.user_id) == {}
    assert editors_of([section], NOW + timedelta(seconds=101), None) == {}
    editing.editor_leave(section=section, by=other)
    assert SectionEditor.objects.count() == 0


def test_a_second_editor_may_go_on(session, record):
    section = section_of(record)
    editing.editor_note(section=section, by=session.cast.actor("district_staff"), at=NOW)
    assert edit(section, "仍可保存", by=session.staff).number == 2


def test_nothing_is_drafted_before_anything_was_held(cast):
    session = planned(cast)
    with pytest.raises(WrongState, match="会议还没有开会"):
        minutes_draft(meeting=session.meeting, kind="record", by=session.staff, at=NOW)


def test_a_paper_is_drafted_once(session, record):
    with pytest.raises(Conflict, match="已由示例staff起草"):
        minutes_draft(meeting=session.meeting, kind="record", by=session.staff, at=NOW)
    assert minutes_draft(meeting=session.meeting, kind="minutes", by=session.staff, at=NOW).pk != record.pk
