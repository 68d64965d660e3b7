"""What every act on a submission shares: its row for this transaction, its entry in the log."""

from apps.congress.matters.models import Submission
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor


def submission_locked(submission: Submission) -> Submission:
    """The submission's row for this transaction."""
    return locked([submission])[submission.pk]


def locked(submissions: list[Submission]) -> dict[int, Submission]:
    """Rows by key, always locked in the same order: two acts on the same rows wait instead of blocking each other."""
    rows = Submission.objects.select_for_update(of=("self",)).select_related("area", "series", "person")
    return {row.pk: row for row in rows.filter(pk__in=[one.pk for one in submissions]).order_by("pk")}


def record(act: str, submission: Submission, by: Actor, *, reason: str = "", **facts: object) -> None:
    """One audit row, seen where the submission is seen, also when the public acts."""
    audit.record(act, on=submission, by=by, reason=reason, area_path=submission.area.path, **facts)
