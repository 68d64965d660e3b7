"""试题分析: questions and articles of the last years, for those who set questions; no names stand on these pages."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.foundation.core.dates import months_after
from apps.foundation.core.registers import Action, Column, Register
from apps.systems.legal_exams.selectors.items import ItemLine, items_of, weak_of
from apps.systems.legal_exams.views.finding import office_of
from apps.systems.legal_exams.views.questions import TONES

YEARS = 3
PERIOD = f"近{YEARS}年已评分的试卷,按最后一次评分;不含姓名"


@require_GET
def item_list(request: HttpRequest) -> HttpResponse:
    columns = [
        Column("题号", "number", link=lambda line: line.question.get_absolute_url(), sort="number"),
        Column("题型", "question.get_kind_display", sort="question.kind"),
        Column("依据", lambda line: f"{line.question.law}{line.question.article}"),
        Column("答题人数", "item.papers", sort="item.papers"),
        Column("正确率(%)", "item.facility", sort="item.facility"),
        Column("区分度", "item.discrimination", sort="item.discrimination"),
        Column("误选", "distractors"),
        Column("需要看一看", "doubt", tone=lambda line: "red" if line.doubt else "", sort="doubt"),
        Column("状态", "question.get_state_display", tone=lambda line: TONES[line.question.state]),
    ]
    return Register(
        "试题分析", items_of(office_of(request), _since()), columns, search=_searched, search_hint="查题号、法律法规",
        pretitle=PERIOD, empty="考试评分以后,会显示每道题的正确率、区分度和误选情况。",
        actions=[Action("薄弱条款", reverse("legal_exams_weak"), "trending-down")],
    ).respond(request)  # fmt: skip


@require_GET
def weak_list(request: HttpRequest) -> HttpResponse:
    columns = [
        Column("类别", "organ", sort="organ"),
        Column("法律法规", "law", sort="law"),
        Column("条款", "article"),
        Column("答题人次", "answers", sort="answers"),
        Column("答对", "right", sort="right"),
        Column("正确率(%)", "percent", sort="percent"),
    ]
    return Register(
        "薄弱条款", weak_of(office_of(request), _since()), columns,
        search=lambda rows, text: [row for row in rows if text in f"{row.organ}{row.law}{row.article}"],
        search_hint="查类别、法律法规", pretitle=PERIOD, empty="同一类人员在同一条款上答题满10人次以后,会显示在这里。",
        actions=[Action("试题分析", reverse("legal_exams_items"), "chart-dots")],
    ).respond(request)  # fmt: skip


def _searched(rows: list[ItemLine], text: str) -> list[ItemLine]:
    return [row for row in rows if text == str(row.number) or text in str(row.question.law)]


def _since() -> date:
    return months_after(timezone.localdate(), -12 * YEARS)
