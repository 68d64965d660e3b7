"""The inbox message that goes with an update."""

from datetime import datetime

from apps.congress.matters.models import Matter, Submission, SubmissionUpdate
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
        url=_page_of(submission),
        by=by,
        at=at,
    )


def _page_of(submission: Submission) -> str:
    """Where it goes on: the page of the matter that was made of it."""
    matter = Matter.objects.filter(submission=submission).only("public_id").first()
    return (matter or submission).get_absolute_url()
