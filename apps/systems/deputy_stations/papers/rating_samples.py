"""Papers of the star rating from what the demo district holds."""

from collections.abc import Iterator

from django.utils import timezone

from apps.foundation.core.actors import STAFF, Actor
from apps.office.documents.rules.tree import Tree
from apps.systems.deputy_stations.models import RatingRound, RatingState, StationRating
from apps.systems.deputy_stations.papers.rating import application_paper, decision_paper, notice_paper, scores_paper
from apps.systems.deputy_stations.rules.rating import NAMED


def _ratings() -> Iterator[StationRating]:
    yield from StationRating.objects.filter(state=RatingState.SETTLED).with_all().order_by("-total")[:1]


def _rounds() -> Iterator[tuple[RatingRound, Actor]]:
    for round_ in RatingRound.objects.filter(state=NAMED).select_related("office", "standard")[:1]:
        yield round_, Actor(name=round_.office.name, role=STAFF, area_path=round_.office.path)


def applications() -> Iterator[Tree]:
    for rating in _ratings():
        yield application_paper(rating, timezone.localdate())


def scores() -> Iterator[Tree]:
    for rating in _ratings():
        yield scores_paper(rating, timezone.localdate())


def notices() -> Iterator[Tree]:
    today = timezone.localdate()
    for round_, actor in _rounds():
        yield notice_paper(round_, actor, today).numbered(f"示例人发〔{today.year}〕7号", today)


def decisions() -> Iterator[Tree]:
    today = timezone.localdate()
    for round_, actor in _rounds():
        yield decision_paper(round_, actor, today).numbered(f"示例人发〔{today.year}〕8号", today)
