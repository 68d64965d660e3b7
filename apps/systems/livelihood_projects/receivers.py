"""What a season does when its poll or party study ends, or its letter is issued; in that transaction, rows only."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from apps.congress.ballots.models import Poll
from apps.congress.ballots.signals import poll_announced, poll_voided
from apps.foundation.core.actors import Actor
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.signals import request_approved, request_returned
from apps.office.documents.models import Document
from apps.office.documents.signals import document_issued
from apps.systems.livelihood_projects import delivery_papers, rules, selectors
from apps.systems.livelihood_projects.services.consulting import study_settled
from apps.systems.livelihood_projects.services.deciding import result_adopt, vote_void
from apps.systems.livelihood_projects.services.handing_over import season_handed_over
from apps.systems.livelihood_projects.services.judging import grades_adopt, rectification_issued


@receiver(poll_announced)
def adopt_result(sender: type[Poll], poll: Poll, outcome: dict[str, Any], **kwargs: Any) -> None:
    result_adopt(poll=poll, outcome=outcome, by=Actor.system())
    grades_adopt(poll=poll, outcome=outcome, by=Actor.system())


@receiver(poll_voided)
def take_vote_back(sender: type[Poll], poll: Poll, reason: str, **kwargs: Any) -> None:
    vote_void(poll=poll, reason=reason)


@receiver(request_approved)
def note_party_consent(request: ApprovalRequest, by: Actor, at: datetime, **kwargs: Any) -> None:
    if request.kind == rules.PARTY_STUDY:
        study_settled(request=request, by=by, at=at)


@receiver(request_returned)
def note_party_return(request: ApprovalRequest, reason: str, by: Actor, at: datetime, **kwargs: Any) -> None:
    if request.kind == rules.PARTY_STUDY:
        study_settled(request=request, reason=reason, by=by, at=at)


@receiver(document_issued)
def hand_over(sender: type[Document], document: Document, by: Actor, at: datetime, **kwargs: Any) -> None:
    season = selectors.season_of_document(document)
    if season is not None and document.kind == selectors.HAND_OVER:
        season_handed_over(season=season, document=document, by=by, at=at)


@receiver(document_issued)
def begin_rectification(sender: type[Document], document: Document, by: Actor, at: datetime, **kwargs: Any) -> None:
    if document.kind == delivery_papers.RECTIFICATION:
        rectification_issued(document=document, by=by, at=at)
