"""Two people said the same: one submission goes on for both."""

from datetime import datetime

from django.db import transaction

from apps.congress.matters.models import Matter, Submission
from apps.congress.matters.rules.acts import Merging, issues_before_merging
from apps.congress.matters.services.records import locked, record
from apps.congress.matters.services.updates import merged_below, write_update
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import require_ready

MERGED = "您反映的事情与另一件({into}号)相同,已合并办理,办理进展会继续写在这里。"
JOINED = "另有群众反映了同样的事情,已与您的这一件合并办理。"


@transaction.atomic
def submission_merge(*, submission: Submission, into: Submission, reason: str, by: Actor, at: datetime) -> Submission:
    """End `submission` in `into`, with a reason that stays in the log; both proposers are told.

    Raises NotReady for itself, a circle, another town or street, another purpose, or what was merged or taken back.
    """
    rows = locked([submission, into])
    submission, into = rows[submission.pk], rows[into.pk]
    require_ready(issues_before_merging(merging_of(submission, into, reason)))
    record("matters.submission.merged", submission, by, reason=reason.strip(), into=into.number)
    record("matters.submission.joined", into, by, reason=reason.strip(), merged=submission.number)
    end_in(submission, into, told=MERGED.format(into=into.number), joined=JOINED, by=by, at=at)
    return submission


def end_in(submission: Submission, into: Submission, *, told: str, joined: str, by: Actor, at: datetime) -> None:
    """One goes on inside the other; each proposer reads a sentence of their own. Both rows are locked."""
    submission.merged_into = into
    submission.save(update_fields=["merged_into"])
    write_update(submission, told, by=by, at=at)
    write_update(into, joined, by=by, at=at)


def merging_of(submission: Submission, into: Submission, reason: str) -> Merging:
    """What decides whether one may end in the other; both rows are locked."""
    return Merging(
        number=submission.number,
        into=into.number,
        is_same=submission.pk == into.pk,
        is_merged=submission.merged_into_id is not None,
        into_is_merged=into.merged_into_id is not None,
        is_withdrawn=submission.withdrawn,
        into_is_withdrawn=into.withdrawn,
        into_ends_here=into.pk in {row.pk for row in merged_below(submission)},
        is_handled=Matter.objects.filter(submission=submission).exists(),
        shares_office=submission.series.area_id == into.series.area_id,
        shares_purpose=submission.purpose == into.purpose,
        path=submission.area.path,
        into_path=into.area.path,
        reason=reason,
    )
