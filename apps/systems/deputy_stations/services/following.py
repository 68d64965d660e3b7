"""What happens to an opinion after it was handed on; the matter tells (`receivers.py`)."""

from datetime import datetime

from django.db import transaction

from apps.congress.matters.models import SubmissionRating
from apps.foundation.core.actors import Actor
from apps.office.notifications.services import notice_send
from apps.systems.deputy_stations.models import StationOpinion
from apps.systems.deputy_stations.services.records import key_of, record
from apps.systems.deputy_stations.services.routing import opinion_locked


@transaction.atomic
def opinion_close(*, opinion: StationOpinion, by: Actor, at: datetime) -> StationOpinion:
    """It is over, however it ended; who received it is asked to rate. Told a second time it changes nothing."""
    opinion = opinion_locked(opinion)
    if opinion.closed_at is not None:
        return opinion
    opinion.closed_at = at
    opinion.told_deputy_at = at if opinion.deputy_id else None
    opinion.save(update_fields=["closed_at", "told_deputy_at"])
    record("deputy_stations.opinion.closed", opinion, by)
    if opinion.route:
        said = opinion.submission
        values = {"number": said.number, "excerpt": said.excerpt()}
        _tell_deputy(opinion, "stations.opinion_closed", values, by, at)
    return opinion


@transaction.atomic
def opinion_reopen(*, opinion: StationOpinion) -> StationOpinion:
    """The answer was sent back; the matter's own log says by whom."""
    opinion = opinion_locked(opinion)
    opinion.closed_at = None
    opinion.save(update_fields=["closed_at"])
    return opinion


@transaction.atomic
def rating_tell(*, opinion: StationOpinion, rating: SubmissionRating, by: Actor, at: datetime) -> None:
    """Who answered on the spot hears what the resident thinks of it."""
    said = opinion.submission
    values = {
        "number": said.number, "excerpt": said.excerpt(), "grade": rating.get_grade_display(),
        "comment": rating.comment,
    }  # fmt: skip
    _tell_deputy(opinion, "stations.opinion_rated", values, by, at)


def _tell_deputy(opinion: StationOpinion, text: str, values: dict[str, str], by: Actor, at: datetime) -> None:
    notice_send(
        recipients=[opinion.deputy_id] if opinion.deputy_id else [], key=key_of(text, opinion, at), text=text,
        values=values, area=opinion.station.area, url=opinion.get_absolute_url(), by=by, at=at,
    )  # fmt: skip
