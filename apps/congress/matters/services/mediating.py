"""协调处理: two replies were not enough, the congress brings both sides together."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from apps.congress.matters.models import Matter, Mediation
from apps.congress.matters.rules.states import move
from apps.congress.matters.services.matter_records import matter_locked, record, tell_proposer
from apps.congress.matters.services.matter_telling import tell_handlers
from apps.congress.matters.signals import matter_closed
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import DomainError

MEDIATED = "人大已召集您和承办单位协调,处理意见:{opinion}"
LONGEST = 400


@transaction.atomic
def matter_mediate(*, matter: Matter, on: date, people: str, opinion: str, by: Actor, at: datetime) -> Mediation:
    """召集双方协调 and 提出处理意见: it closes the matter, and both sides are told.

    Raises WrongState unless the proposer was dissatisfied twice; a second click gets the mediation that stands,
    DomainError for a day to come or before the dispute.
    """
    matter = matter_locked(matter)
    said = {"on": on, "people": people.strip(), "opinion": opinion.strip()}
    if standing := Mediation.objects.filter(matter=matter, **said).first():
        return standing
    matter.state, matter.closed_at, matter.due_on = move(matter.state, "mediate"), at, None
    _require_day(matter, on, local_day(at))
    matter.save()
    mediation = Mediation.objects.create(matter=matter, **said, entered_by=by.name, entered_at=at)
    record("matters.matter.mediated", matter, by, people=mediation.people)
    tell_proposer(matter, MEDIATED.format(opinion=_short(mediation.opinion)), by=by, at=at, is_final=True)
    for part in matter.parts.standing().answering().filter(round=matter.round).with_all():
        tell_handlers(part, "matters.mediated", by=by, at=at, opinion=mediation.opinion)
    matter_closed.send(sender=Matter, matter=matter, by=by, at=at)
    return mediation


def _require_day(matter: Matter, on: date, today: date) -> None:
    if on > today:
        raise DomainError("协调日期不能晚于今天,请在协调以后登记。")
    since, what = _disputed(matter)
    if on < since:
        raise DomainError(f"协调日期不能早于{what}之日({chinese_date(since)}),请核对。")


def _disputed(matter: Matter) -> tuple[date, str]:
    """The day that led here: of the second rating, or of the last answer where the office itself sent it back."""
    rating = matter.ratings.order_by("round").last()  # type: ignore[attr-defined]
    if rating is not None:
        return local_day(rating.rated_at), "提出人再次评价不满意"
    answered = matter.parts.aggregate(last=Max("done_at"))["last"]  # type: ignore[attr-defined]
    return local_day(answered), "承办单位再次答复"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}……(全文请向人大办公室查询)"
