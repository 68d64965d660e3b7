"""Two matters say the same: one goes on for both, and everybody is told (同类合并、告知提出人)."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from apps.congress.matters.models import Matter, Submission
from apps.congress.matters.rules.acts import issues_before_merging
from apps.congress.matters.rules.matter_merging import (
    MatterMerging,
    issues_before_merging_matters,
    issues_with_goal,
)
from apps.congress.matters.rules.states import move
from apps.congress.matters.services.matter_records import matter_locked, record
from apps.congress.matters.services.merging import end_in, merging_of, submission_merge
from apps.congress.matters.services.records import locked
from apps.congress.matters.services.records import record as record_submission
from apps.congress.matters.services.stopping import parts_stop
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import DomainError, NotReady, require_ready

MERGED = "与{number}“{title}”是同类事项,已合并办理,办理进展和答复会继续写在这里。"
JOINED = "{proposer}提出了同样的事情,已与本件合并办理。"


@transaction.atomic
def matter_merge(*, matter: Matter, into: Matter, reason: str, by: Actor, at: datetime) -> Matter:
    """End `matter` in `into`. Raises NotReady for itself, another office, one that is answered, refused or withdrawn.

    Units at work on what ends are told to stop; the proposers of both are told, and of all that follows.
    """
    matter, into = _locked(matter, into)
    issues = list(issues_before_merging_matters(_merging(matter, into, reason)))
    if matter.pk == into.pk:
        raise NotReady(issues)
    matter.state = move(matter.state, "merge", issues)
    matter.merged_into, matter.due_on, matter.closed_at = into, None, at
    matter.reason = reason.strip()[:1000]
    parts_stop(matter, f"已并入“{into.title}”办理", by=by, at=at)
    matter.save()
    record("matters.matter.merged", matter, by, reason=matter.reason, into=into.title)
    record("matters.matter.joined", into, by, reason=matter.reason, merged=matter.title)
    _tell(matter, into, by, at)
    return matter


@transaction.atomic
def submission_end_in(*, submission: Submission, into: Submission, reason: str, by: Actor, at: datetime) -> Submission:
    """What somebody brought goes on inside another submission or, where that is handled as a matter, in the matter."""
    matter = Matter.objects.filter(submission=into).first()
    if matter is None:
        return submission_merge(submission=submission, into=into, reason=reason, by=by, at=at)
    return submission_join(submission=submission, matter=matter, reason=reason, by=by, at=at)


@transaction.atomic
def submission_join(*, submission: Submission, matter: Matter, reason: str, by: Actor, at: datetime) -> Submission:
    """What somebody brought ends in a matter that says the same, without becoming one itself; both proposers are told.

    Raises NotReady as `submission_merge` does, and where the matter takes nothing in any more.
    """
    matter = matter_locked(matter)
    if matter.submission is None:
        raise DomainError("草稿还没有提交,不能并入。")
    rows = locked([submission, matter.submission])
    submission, into = rows[submission.pk], rows[matter.submission.pk]
    merging = replace(merging_of(submission, into, reason), shares_purpose=not submission.purpose)
    goal = [] if into.merged_into_id else issues_with_goal(matter.title, matter.state)
    require_ready([*issues_before_merging(merging), *goal])
    record("matters.matter.joined", matter, by, reason=reason.strip(), merged=submission.number)
    record_submission("matters.submission.merged", submission, by, reason=reason.strip(), into=into.number)
    told, joined = MERGED.format(number=_number_of(matter), title=matter.title), JOINED.format(proposer="另有群众")
    end_in(submission, into, told=told, joined=joined, by=by, at=at)
    return submission


def _number_of(matter: Matter) -> str:
    return f"第{matter.number}号" if matter.number else ""


def _locked(matter: Matter, into: Matter) -> tuple[Matter, Matter]:
    """Always in the same order: two merges of the same pair wait instead of blocking each other."""
    rows = {one.pk: matter_locked(one) for one in sorted((matter, into), key=lambda one: one.pk)}
    return rows[matter.pk], rows[into.pk]


def _merging(matter: Matter, into: Matter, reason: str) -> MatterMerging:
    return MatterMerging(
        title=matter.title,
        into=into.title,
        is_same=matter.pk == into.pk,
        shares_office=matter.office_id == into.office_id,
        into_state=into.state,
        by_members=matter.is_by_members,
        into_by_members=into.is_by_members,
        is_key=matter.is_key,
        reason=reason,
    )


def _tell(matter: Matter, into: Matter, by: Actor, at: datetime) -> None:
    """Both proposers; from now on what is told of one reaches both."""
    told = MERGED.format(number=_number_of(into), title=into.title)
    joined = JOINED.format(proposer=matter.proposer_name if matter.is_by_members else "另有群众")
    if matter.submission is None or into.submission is None:
        return
    rows = locked([matter.submission, into.submission])
    end_in(rows[matter.submission.pk], rows[into.submission.pk], told=told, joined=joined, by=by, at=at)
