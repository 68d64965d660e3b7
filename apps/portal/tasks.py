from celery import shared_task
from django.utils import timezone

from apps.portal.models import Report
from apps.portal.services.reports import report_make
from apps.portal.services.snapshots import evenings_thin, measures_keep


@shared_task(name="portal.keep_measures")
def keep_measures() -> int:
    return measures_keep(at=timezone.now())


@shared_task(name="portal.thin_evenings")
def thin_evenings() -> int:
    return evenings_thin(at=timezone.now())


@shared_task(name="portal.make_report")
def make_report(report_id: int) -> None:
    report_make(report=Report.objects.select_related("area").get(pk=report_id), at=timezone.now())
