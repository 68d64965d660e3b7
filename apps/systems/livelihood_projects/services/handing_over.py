"""What an issued 交办函 sets going."""

from datetime import datetime

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.selectors import executive_of
from apps.office.documents.models import Document
from apps.office.documents.services.delivering import document_deliver
from apps.systems.livelihood_projects import selectors
from apps.systems.livelihood_projects.models import Season
from apps.systems.livelihood_projects.services.records import record, season_locked
from apps.systems.livelihood_projects.services.telling_proposers import tell_handed_over


@transaction.atomic
def season_handed_over(*, season: Season, document: Document, by: Actor, at: datetime) -> None:
    """Send the letter to the government and every responsible unit, which sign for it; proposers are told."""
    season, on = season_locked(season.pk), local_day(at)
    units = selectors.units_to_answer(season, on)
    document_deliver(document=document, units=units, by=by, at=at)
    if executive := executive_of(season.body.area, on):
        tell_handed_over(season, executive.name, by=by, at=at)
    record("livelihood_projects.season.handed_over", season, by, number=document.number, units=len(units))
