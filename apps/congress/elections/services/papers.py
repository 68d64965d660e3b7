"""The announcement of a result as a document, to go through 核稿 and 签发."""

from datetime import datetime

from django.db import transaction

from apps.congress.elections import papers
from apps.congress.elections.models import Election, State
from apps.congress.elections.selectors.next_step import ANNOUNCEMENT
from apps.congress.elections.services.records import election_locked, record
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import WrongState
from apps.foundation.organisations.selectors import standing_organ
from apps.office.documents.models import Document
from apps.office.documents.services.drafting import only_document_draft


@transaction.atomic
def announcement_draft(*, election: Election, by: Actor, at: datetime) -> Document:
    """拟公告; raises WrongState where nothing was decided, Conflict where it is drafted or issued already."""
    election, on = election_locked(election), local_day(at)
    has_news = election.passed if election.is_question else election.elected.exists()
    if election.state != State.DECIDED or not has_news:
        raise WrongState("还没有可以公告的结果。")
    document = only_document_draft(
        subject=election, organ=standing_organ(election.body, on), kind=ANNOUNCEMENT,
        tree=papers.announcement(election, on), by=by, at=at,
    )  # fmt: skip
    record("elections.announcement.drafted", election, by)
    return document
