"""What an issued 交办函 sets going."""

from datetime import datetime

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.office.documents.models import Document
from apps.office.documents.services.delivering import document_deliver
from apps.systems.livelihood_projects import selectors
from apps.systems.livelihood_projects.models import Breakdown, Season
from apps.systems.livelihood_projects.services.breaking_down import breakdown_begin
from apps.systems.livelihood_projects.services.records import record, season_locked
from apps.systems.livelihood_projects.services.telling_proposers import tell_handed_over


@transaction.atomic
def season_handed_over(*, season: Season, document: Document, by: Actor, at: datetime) -> None:
    """Send the letter to the government and every responsible unit, who sign for it; the government is asked for its
    任务分解, once however often a letter is issued; proposers are told.
    """
    season = season_locked(season.pk)
    units = selectors.units_to_answer(season, local_day(at))
    document_deliver(document=document, units=units, by=by, at=at)
    if not Breakdown.objects.filter(season=season).exists():
        breakdown_begin(season=season, by=by, at=at)
    tell_handed_over(season, by=by, at=at)
    record("livelihood_projects.season.handed_over", season, by, number=document.number, units=len(units))
