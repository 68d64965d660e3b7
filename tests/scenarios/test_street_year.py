"""A street's year: representatives are recommended, meet, say what is wrong, and hear at the next meeting what came."""

from collections import Counter
from datetime import date

import pytest
from django.db.models import Q

from apps.congress.matters.models import Handling, Matter, Rating, Reply
from apps.congress.matters.services.handing_over import PartDraft, matter_hand_over
from apps.congress.matters.services.reviewing import matter_accept, matter_refuse
from apps.congress.matters.services.routing import (
    matter_pass_as_reference,
    matter_pass_to_deputy,
    matter_point_to_channel,
    matter_settle_on_spot,
)
from apps.congress.matters.services.submitting import suggestion_submit
from apps.congress.matters.services.writing import SuggestionDraft, suggestion_change
from apps.congress.meetings.models import Meeting
from apps.congress.meetings.services.handing_over import HandoverDraft, opinions_hand_over
from apps.congress.meetings.services.opinions import opinion_write
from apps.foundation.core.errors import Conflict, NotReady
from apps.office.documents.models import Document
from apps.office.documents.rules.tree import Paragraph, Table, from_json
from apps.systems.street_deliberations.selectors.meetings import facts_of
from apps.systems.street_deliberations.services.feedback import feedback_draft, feedback_list
from tests.scenarios.street import FIRST, SECOND, Street, street_of
from tests.scenarios.town import moment

ROUTES = {
    "spot": "当场解决", "handlers": "交承办单位办理", "deputy": "转上级人大代表提出",
    "reference": "转党(工)委、政府(办事处)工作参考", "channel": "超出职权,请通过其他渠道反映",
}  # fmt: skip
PLAIN = str.maketrans("：，（）", ":,()")
"""Papers are set with full-width marks."""
GRADES = {"satisfied": "满意", "basic": "基本满意", "dissatisfied": "不满意"}


@pytest.fixture
def street(cast, settings, tmp_path) -> Street:
    settings.MEDIA_ROOT = tmp_path
    return street_of(cast)


def met(street: Street) -> Meeting:
    """Seven are due: three are too few, five are enough."""
    meeting = street.noticed(FIRST)
    street.checked_in(meeting, 3)
    with pytest.raises(NotReady, match="还差1人"):
        street.opened(meeting)
    street.checked_in(meeting, 5)
    street.opened(meeting)
    return meeting


def opinions(street: Street, meeting: Meeting) -> dict[str, Matter]:
    """Nine were brought: one said in the hall, eight written; five routes and one refusal."""
    noon = moment(FIRST, 12)
    said = opinion_write(
        meeting=meeting, text="滨江路路灯不亮,请尽快修复。", person=street.people[2], by=street.staff, at=noon
    )
    names = ("spot", "done", "not_done", "again", "deputy", "reference", "channel", "refused")
    found = {name: street.written(meeting, street.people[number % 7], noon) for number, name in enumerate(names)}
    street.closed(meeting)
    later = moment(date(2026, 4, 13), 9)
    draft = HandoverDraft("修复滨江路路灯", "工委主任会议", date(2026, 4, 13))
    handover = opinions_hand_over(
        meeting=Meeting.objects.get(pk=meeting.pk), opinions=[said], parts=[PartDraft(street.hands.unit)],
        draft=draft, by=street.staff, at=later,
    )  # fmt: skip
    found["said"] = handover.matter
    given = {"by": street.staff, "at": later}
    matter_settle_on_spot(matter=found["spot"], sentence="会上已由城管中队处理", **given)
    matter_pass_as_reference(matter=found["reference"], sentence="已送工委研究", **given)
    matter_point_to_channel(matter=found["channel"], sentence="属仲裁事项,请向仲裁委提出", **given)
    matter_refuse(matter=found["refused"], ground="personal", sentence="请向信访部门反映", **given)
    for name in ("done", "not_done", "again"):
        found[name] = street.handed_over(found[name], date(2026, 4, 13))
    return found


def answered(street: Street, found: dict[str, Matter]) -> None:
    """Due on 15 June: one answer is late, one is refused and then done, one promises, one cannot be done."""
    hands = street.hands
    hands.answer(found["done"], date(2026, 5, 20), "A")
    hands.answer(found["said"], date(2026, 5, 21), "B", "已列入计划。", promised=date(2026, 12, 31))
    hands.answer(found["not_done"], date(2026, 6, 29), "D", "与规划不符,不能增设。")
    hands.answer(found["again"], date(2026, 5, 22), "C", "暂无经费。")
    street.rated(found["done"], date(2026, 5, 25), "satisfied", "satisfied")
    street.rated(found["said"], date(2026, 5, 25), "satisfied", "basic")
    street.rated(found["not_done"], date(2026, 7, 1), "basic", "basic")
    street.rated(found["again"], date(2026, 5, 25), "satisfied", "dissatisfied")
    hands.answer(found["again"], date(2026, 6, 10), "A", "已经修好。")
    street.rated(found["again"], date(2026, 6, 12), "satisfied", "satisfied", round_=2)


def answered_above(street: Street, matter: Matter) -> Matter:
    """The deputy hands it in to the district, whose department answers; it comes back closed."""
    given = {"by": street.staff, "at": moment(date(2026, 4, 14), 9)}
    draft = matter_pass_to_deputy(matter=matter, deputy=street.deputy, **given)
    by = street.acting(street.deputy.person, "deputy")
    own = SuggestionDraft(draft.title, draft.text, "城乡建设")
    draft = suggestion_change(matter=draft, draft=own, revision=1, by=by, at=moment(date(2026, 4, 15), 9))
    above = suggestion_submit(matter=draft, by=by, at=moment(date(2026, 4, 15), 9))
    given = {"by": street.district_staff, "at": moment(date(2026, 4, 16), 9)}
    above = matter_accept(matter=above, **given)
    above = matter_hand_over(matter=above, parts=[PartDraft(street.above.unit)], **given)
    street.above.answer(above, date(2026, 6, 1), "A", "公交线路已调整。")
    return Matter.objects.get(pk=matter.pk)


def recorded(meeting: Meeting) -> dict[str, dict[str, int]]:
    """Every figure of the report, counted one by one from the rows; what is 0 is left out."""
    rows = list(Matter.objects.filter(source_label="meetings.meeting", source_id=meeting.pk))
    stood = Counter("不予受理" if row.state == "refused" else "立案办理" for row in rows)
    routes = Counter(ROUTES[row.route] for row in rows if row.route)
    parts = list(Handling.objects.filter(matter__in=rows, done_at__isnull=False).select_related("matter"))
    in_time = Counter("按期答复" if part.done_at.date() <= part.due_on else "逾期答复" for part in parts)
    last = {
        reply.handling.matter_id: reply.result
        for reply in Reply.objects.filter(handling__matter__in=rows)
        .order_by("handling__round")
        .select_related("handling")
    }
    found = {"收到": stood, "办理渠道": routes, "答复时限": in_time, "答复类别": Counter(last.values())}
    for round_, ordinal in ((1, "第一次办理"), (2, "重新办理")):
        ratings = Rating.objects.filter(matter__in=rows, round=round_)
        for field, what in (("attitude", "办理态度"), ("result", "办理结果")):
            found[f"{ordinal}:对{what}的评价"] = Counter(GRADES[getattr(one, field)] for one in ratings)
    return {title: dict(counts) for title, counts in found.items()}


def printed(document: Document) -> dict[str, dict[str, tuple[str, str]]]:
    """Each table of figures of the report: row -> count and percent."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    title = ""
    for block in from_json(document.tree).blocks:
        if isinstance(block, Paragraph) and block.level == 1:
            title = block.text.translate(PLAIN)
        if isinstance(block, Table) and block.columns[0].heading == "指标":
            found[title] = {label.translate(PLAIN): (count, share) for label, count, _, share in block.rows}
    return found


def test_a_street_meets_hands_over_and_reports_at_the_next_meeting(street):
    meeting = met(street)
    found = opinions(street, meeting)
    passed = answered_above(street, found["deputy"])
    assert (passed.state, passed.route) == ("closed", "deputy")
    answered(street, found)
    facts = facts_of([meeting])[meeting.pk]
    assert (facts.turnout.present, facts.turnout.due, facts.turnout.line, facts.turnout.rate) == (5, 7, 4, "71.4%")
    assert facts.received == 9
    assert facts.routes == {
        "spot": 1, "handlers": 4, "deputy": 1, "reference": 1, "channel": 1, "undecided": 1,
    }  # fmt: skip

    following = street.noticed(SECOND)
    at = moment(date(2026, 10, 8), 9)
    item = feedback_list(meeting=following, by=street.staff, at=at)
    assert (item.number, item.title) == (2, "听取上次会议意见建议办理情况报告")
    with pytest.raises(Conflict, match="议程第2项"):
        feedback_list(meeting=following, by=street.staff, at=at)
    document = feedback_draft(meeting=Meeting.objects.get(pk=meeting.pk), by=street.staff, at=at)
    with pytest.raises(Conflict, match="已经拟出"):
        feedback_draft(meeting=meeting, by=street.staff, at=at)
    its_figures_are_those_recorded(document, meeting)
    its_words_are_those_of_a_street(document)
    assert facts_of([meeting])[meeting.pk].feedback.label == "已列入议程"
    street.checked_in(following, 6)
    street.opened(following)
    street.closed(following)
    assert facts_of([meeting])[meeting.pk].feedback.label == "已反馈"


def its_figures_are_those_recorded(document: Document, meeting: Meeting) -> None:
    tables = printed(document)
    rates = ("合计", "满意率", "满意和基本满意率", "按期答复率")
    shown = {
        title: {
            _key(title, label): int(count) for label, (count, _) in rows.items() if label not in rates and count != "0"
        }
        for title, rows in tables.items()
    }
    assert shown == recorded(meeting)
    assert shown["收到"] == {"立案办理": 8, "不予受理": 1}
    assert shown["答复类别"] == {"A": 2, "B": 1, "D": 1}
    assert shown["答复时限"] == {"按期答复": 4, "逾期答复": 1}
    for title, rows in tables.items():
        parts = sum(int(count) for label, (count, _) in rows.items() if label not in rates)
        assert rows["合计"][0] == str(parts), title
    assert tables["答复类别"]["D 留作参考或者不可行,已作说明"][1] == "25.0%"
    assert tables["办理渠道"]["交承办单位办理"][1] == "50.0%"
    assert tables["第一次办理:对办理结果的评价"]["满意率"] == ("1", "25.0%")
    assert tables["重新办理:对办理结果的评价"]["满意率"] == ("1", "100.0%")


def _key(title: str, label: str) -> str:
    return label[0] if title == "答复类别" else label


def its_words_are_those_of_a_street(document: Document) -> None:
    told = str(document.tree)
    assert document.title == "关于上次会议意见建议办理情况的报告"
    assert "共收到意见建议9件" in told
    assert "截至2026年10月8日" in told
    assert "没有办成的事项和理由（1件）" in told
    assert "与规划不符" in told
    assert "暂无经费" not in told
    assert "不在本街道办理的事项和理由（2件）" in told
    assert "请向信访部门反映" in told
    assert "请上级人大代表提出的建议（1件）" in told
    assert "审议" not in told


def test_a_report_needs_a_closed_meeting_and_opinions(street):
    meeting = street.noticed(FIRST)
    with pytest.raises(NotReady, match="闭会以后"):
        feedback_draft(meeting=meeting, by=street.staff, at=moment(FIRST, 9))
    assert not Document.objects.filter(Q(kind="street_deliberations_feedback")).exists()
