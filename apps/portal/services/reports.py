"""Asking for a report, and making it step by step beside."""

import logging
from datetime import date, datetime
from io import BytesIO

from django.core.files.base import ContentFile, File
from django.db import transaction

from apps.foundation.audit import services as audit
from apps.foundation.core import outbox
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import DomainError, NotAllowed, WrongState
from apps.foundation.core.spreadsheets import xlsx_of
from apps.foundation.organisations.models import Area
from apps.office.documents.rendering.docx import docx_of
from apps.office.documents.rendering.pdf import pdf_of
from apps.portal.models import Report, ReportKind, ReportState
from apps.portal.papers import brief_paper
from apps.portal.rules import reports as rules
from apps.portal.selectors.reports import last_kept, table_rows

TASK = "portal.make_report"
FAILED = "生成时出了问题,没有做完。请稍后点“再次生成”;仍不成功的,请联系系统管理员查看日志。"
STUCK = 600
"""Seconds after which nobody is at work on it any more: its worker was killed."""
logger = logging.getLogger(__name__)


@transaction.atomic
def report_ask(*, kind: str, area: Area, day: date, by: Actor, at: datetime) -> Report:
    """A report of the period that holds `day`, to be made by a task. One that is being made already is given back.

    Raises NotAllowed for a place that is not the actor's, DomainError for a period that is not over or not kept.
    """
    if not by.covers(area.path):
        raise NotAllowed("只能生成本辖区的报告。")
    first = rules.period_of(day, kind)
    last, period = rules.last_day(first, kind), rules.period_name(first, kind)
    if last >= local_day(at):
        raise DomainError(rules.NOT_OVER.format(period=period))
    as_of = last_kept(area, first, last)
    if as_of is None:
        raise DomainError(rules.NOT_KEPT.format(period=period))
    area = Area.objects.select_for_update().get(pk=area.pk)  # two who ask at once get one report
    same = Report.objects.filter(
        kind=kind, area=area, starts_on=first, state__in=(ReportState.QUEUED, ReportState.MAKING)
    )
    if going_on := same.first():
        return going_on
    report = Report.objects.create(kind=kind, area=area, starts_on=first, as_of=as_of, asked_by=by.name, asked_at=at)
    audit.record("portal.report.asked", on=report, by=by, as_of=chinese_date(as_of))
    outbox.send(TASK, report.pk)
    return report


@transaction.atomic
def report_again(*, report: Report, by: Actor, at: datetime) -> Report:
    """Make it once more; figures are those of the same evening. Raises WrongState while it is being made."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.is_going_on and (at - report.asked_at).total_seconds() < STUCK:
        raise WrongState("这份报告正在生成,请稍候。")
    _step(report, state=ReportState.QUEUED, percent=0, problem="", asked_at=at, asked_by=by.name)
    audit.record("portal.report.again", on=report, by=by, as_of=chinese_date(report.as_of))
    outbox.send(TASK, report.pk)
    return report


def report_make(*, report: Report, at: datetime) -> None:
    """Write the files; safe to run twice. Each step is its own, so that the page can follow."""
    if report.state == ReportState.MADE:
        return
    _step(report, state=ReportState.MAKING, percent=5)
    try:
        _write(report)
    except Exception:
        logger.exception("report %s not made", report.pk)
        _step(report, state=ReportState.FAILED, problem=FAILED)
        return
    _step(report, state=ReportState.MADE, percent=100, made_at=at, problem="")


def _write(report: Report) -> None:
    if report.kind == ReportKind.MONTH:
        tree = brief_paper(report)
        _step(report, percent=30)
        _keep(report, "pdf", ContentFile(pdf_of(tree).content))
        _step(report, percent=70)
        _keep(report, "docx", ContentFile(docx_of(tree)))
        return
    months = [f"{end.year}年{end.month}月末" for end in rules.month_ends(report.starts_on, report.kind)]
    headings = ("区划", "系统", "指标", "单位", *months, "口径")
    _keep(report, "xlsx", File(BytesIO(xlsx_of(str(report), headings, table_rows(report)).read())))


def _keep(report: Report, ending: str, file: File) -> None:
    kept = getattr(report, ending)
    if kept:
        kept.delete(save=False)  # made again: the figures are the same
    kept.save(f"report.{ending}", file, save=False)
    report.save(update_fields=[ending])


def _step(report: Report, **values: object) -> None:
    for name, value in values.items():
        setattr(report, name, value)
    report.save(update_fields=list(values))
