from celery import shared_task
from django.utils import timezone

from apps.foundation.people.models import RosterImport
from apps.foundation.people.services.roster import imports


@shared_task(name="people.roster_check")
def roster_check(roster_id: int) -> None:
    imports.roster_check(roster=RosterImport.objects.get(pk=roster_id), at=timezone.now())


@shared_task(name="people.roster_write")
def roster_write(roster_id: int) -> None:
    imports.roster_write(roster=RosterImport.objects.get(pk=roster_id), at=timezone.now())


@shared_task(name="people.rosters_tidy")
def rosters_tidy() -> None:
    imports.rosters_tidy(at=timezone.now())
