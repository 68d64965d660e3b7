"""The proposer is told what became of their sentence."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.congress.matters.models import Submission, SubmissionUpdate
from apps.congress.matters.rules.acts import issues_with_sentence
from apps.congress.matters.services.records import record, submission_locked
from apps.congress.matters.services.telling import tell_people
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import require_ready
from apps.foundation.core.once import made_once


@transaction.atomic
def submission_tell(
    *, submission: Submission, sentence: str, key: UUID | None = None, by: Actor, at: datetime, is_final: bool = False
) -> SubmissionUpdate:
    """Tell the proposer one sentence; those whose submissions were merged into this one read it too.

    Sent again under the same `key` it is the same sentence.
    """
    require_ready(issues_with_sentence(sentence))
    submission = submission_locked(submission)
    said = {"submission": submission, "sentence": sentence.strip(), "is_final": is_final}
    update, is_new = made_once(SubmissionUpdate, key, said=said, at=at, by_name=by.name)
    if not is_new:
        return update
    tell_people(update, by=by, at=at)
    record("matters.submission.told", submission, by, sentence=update.sentence)
    for merged in merged_below(submission):
        write_update(merged, update.sentence, by=by, at=at, is_final=is_final)
    return update


def write_update(
    submission: Submission, sentence: str, *, by: Actor, at: datetime, is_final: bool = False
) -> SubmissionUpdate:
    """The row, and the message to those who have an inbox."""
    update = SubmissionUpdate.objects.create(
        submission=submission, at=at, sentence=sentence, by_name=by.name, is_final=is_final
    )
    tell_people(update, by=by, at=at)
    return update


def merged_below(submission: Submission) -> list[Submission]:
    """Everything that ended in this submission, over however many merges."""
    found: list[Submission] = []
    level = list(submission.merged.select_related("area"))
    while level:
        found += level
        level = list(Submission.objects.filter(merged_into__in=level).select_related("area"))
    return found
