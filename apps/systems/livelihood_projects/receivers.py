"""What a season does when its poll is announced or voided, or its letter issued; in that transaction, rows only."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from apps.congress.ballots.models import Poll
from apps.congress.ballots.signals import poll_announced, poll_voided
from apps.foundation.core.actors import Actor
from apps.office.documents.models import Document
from apps.office.documents.signals import document_issued
from apps.systems.livelihood_projects import selectors
from apps.systems.livelihood_projects.services.deciding import result_adopt, vote_void
from apps.systems.livelihood_projects.services.handing_over import season_handed_over


@receiver(poll_announced)
def adopt_result(sender: type[Poll], poll: Poll, outcome: dict[str, Any], **kwargs: Any) -> None:
    result_adopt(poll=poll, outcome=outcome, by=Actor.system())


@receiver(poll_voided)
def take_vote_back(sender: type[Poll], poll: Poll, reason: str, **kwargs: Any) -> None:
    vote_void(poll=poll, reason=reason)


@receiver(document_issued)
def hand_over(sender: type[Document], document: Document, by: Actor, at: datetime, **kwargs: Any) -> None:
    season = selectors.season_of_document(document)
    if season is not None and document.kind == selectors.HAND_OVER:
        season_handed_over(season=season, document=document, by=by, at=at)
