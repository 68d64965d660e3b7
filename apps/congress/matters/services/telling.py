"""The inbox message that goes with an update."""

from datetime import datetime

from apps.congress.matters.models import SubmissionUpdate
from apps.foundation.core.actors import Actor
from apps.office.notifications.services import notice_send


def tell_people(update: SubmissionUpdate, *, by: Actor, at: datetime) -> None:
    """The member who brought it, for themselves or for somebody else."""
    submission = update.submission
    notice_send(
        recipients=[key for key in (submission.person_id, submission.collected_by_id) if key],
        key=f"matters:update:{update.public_id}",
        text="matters.update",
        values={"number": submission.number, "excerpt": submission.excerpt(), "sentence": update.sentence},
        area=submission.area,
        url=submission.get_absolute_url(),
        by=by,
        at=at,
    )
