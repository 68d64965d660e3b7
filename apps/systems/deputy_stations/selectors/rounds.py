"""A round as its pages show it: the next step, how far each town and street is, the result table."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Issue
from apps.foundation.core.permissions import may
from apps.foundation.organisations.models import Area
from apps.office.approvals.selectors import current_request
from apps.office.documents.models import Document
from apps.office.documents.selectors import live_document
from apps.office.public_notices.models import PublicNotice
from apps.systems.deputy_stations.models import RatingRound, RatingState, StationRating
from apps.systems.deputy_stations.rules import rating as rules
from apps.systems.deputy_stations.rules.scoring import Outcome
from apps.systems.deputy_stations.selectors.rating import (
    STUDY,
    Progress,
    late_of,
    place_of,
    places_under,
    progress_of,
    results_now,
    results_of,
)
from apps.systems.deputy_stations.selectors.stars import issues_before_naming, notice_of

NOTICE, DECISION = "stations_rating_notice", "stations_rating_decision"


def late_on(rows: QuerySet[StationRating], on: date) -> QuerySet[StationRating]:
    """Those whose stage should be over."""
    return rows.filter(
        Q(state=RatingState.SELF, round__self_due__lt=on)
        | Q(state=RatingState.FIRST, round__first_due__lt=on)
        | Q(state=RatingState.SITE, round__site_due__lt=on),
        round__state__in=(rules.OPEN, rules.PUBLISHED),
    )


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """How many stations of a town or street stand in which stage."""

    area: Area | None
    counts: Counter[str]
    late: int
    without_raters: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def cells(self) -> list[tuple[str, int]]:
        """(stage, how many) in the order of `STAGES`."""
        return [(label, sum(self.counts[state] for state in states)) for label, states in STAGES]


STAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("自评", (rules.SELF,)),
    ("初审", (rules.FIRST,)),
    ("复核", (rules.SITE,)),
    ("已评分", rules.RATED),
    ("不参评", (rules.DROPPED,)),
)


@dataclass(frozen=True, slots=True)
class RoundPage:
    progress: Progress
    places: list[PlaceLine]
    keeps: bool
    issues: list[Issue]
    approval_url: str
    notice: PublicNotice | None
    documents: dict[str, Document | None]
    stages: tuple[str, ...]
    whole: int
    is_agreed: bool

    @property
    def drafted(self) -> list[Document]:
        return [document for document in self.documents.values() if document]

    @property
    def may_draft(self) -> list[tuple[str, str]]:
        """(kind, label) of what may be drafted now."""
        words = {NOTICE: ("notice", "拟结果通报"), DECISION: ("decision", "拟命名决定")}
        return [words[kind] for kind, document in self.documents.items() if not document and self.is_agreed]


def page_of(round_: RatingRound, actor: Actor, on: date) -> RoundPage:
    keeps = may(actor, "deputy_stations.rate", round_)
    now, request = progress_of(round_, on), current_request(round_, STUDY)
    documents = {kind: live_document(round_, kind) for kind in (NOTICE, DECISION)} if keeps else {}
    return RoundPage(
        now, place_lines(round_, actor, on), keeps, _issues(round_, now) if keeps else [],
        request.get_absolute_url() if request and request.is_pending else "", notice_of(round_), documents,
        tuple(label for label, _ in STAGES), now.total, round_.state in rules.DECIDED,
    )  # fmt: skip


def _issues(round_: RatingRound, now: Progress) -> list[Issue]:
    if round_.state == rules.OPEN:
        rated = now.counts[RatingState.SCORED]
        found = rules.issues_before_submitting(at_work=now.at_work, rated=rated, figures_run=round_.is_counting)
        return list(found)
    return issues_before_naming(round_) if round_.state == rules.PUBLISHED else []


def place_lines(round_: RatingRound, actor: Actor, on: date) -> list[PlaceLine]:
    """One line for each town or street with stations in the round; three queries whatever their number."""
    places = places_under(round_.office)
    mine = round_.ratings.visible_to(actor).order_by()  # type: ignore[attr-defined]
    rows = mine.values_list("station__area__path", "state").annotate(Count("pk"))
    bare = mine.filter(state__in=rules.AT_WORK, raters__isnull=True)
    without = Counter[str]()
    for path, count in bare.values_list("station__area__path").annotate(Count("pk", distinct=True)):
        place = place_of(path, places)
        without[place.path if place else ""] += count
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for path, state, count in rows:
        place = place_of(path, places)
        counts[place.path if place else ""][state] += count
    by_path = {place.path: place for place in places}
    return [
        PlaceLine(by_path.get(path), found, late_of(round_, found, on), without[path])
        for path, found in sorted(counts.items())
    ]


def places_at_work(round_: RatingRound) -> QuerySet[Area]:
    """Towns and streets with stations that wait to be rated."""
    waiting = round_.ratings.filter(state__in=rules.AT_WORK)  # type: ignore[attr-defined]
    places = places_under(round_.office)
    paths = set(waiting.values_list("station__area__path", flat=True))
    found = {place.pk for path in paths if (place := place_of(path, places))}
    return Area.objects.filter(pk__in=found).order_by("path")


def ratings_in(round_: RatingRound, places: Sequence[Area]) -> list[StationRating]:
    """Those of a round that lie in some towns and streets and wait to be rated."""
    inside = Q(pk__in=[])
    for place in places:
        inside |= Q(station__area__path__startswith=place.path)
    return list(round_.ratings.filter(inside, state__in=rules.AT_WORK).with_all())  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class TableRow:
    """One station of the result table, computed now. `is_same`: a settled one comes out as it was settled."""

    rank: int
    rating: StationRating
    place: str
    outcome: Outcome
    stars: int
    falls: bool
    is_same: bool

    @property
    def total(self) -> Decimal:
        return self.outcome.total

    @property
    def marks(self) -> str:
        return "★" * self.stars


def table_of(round_: RatingRound, actor: Actor) -> list[TableRow]:
    """Everything that is rated, the best first; for those who see only a part their part with its ranks."""
    batches: dict[int, list[StationRating]] = defaultdict(list)
    kept = round_.ratings.filter(state__in=rules.RATED, batch__isnull=False)  # type: ignore[attr-defined]
    for rating in kept.with_all():
        batches[rating.batch or 0].append(rating)
    results = [
        one for _, members in sorted(batches.items()) for one in results_of(round_, members, members[0].room or 0)
    ]
    results += [one for one in results_now(round_) if one.rating.batch is None]
    results.sort(key=lambda one: (-one.outcome.total, one.rating.station.name))
    places = places_under(round_.office)
    found, rank = [], 0
    for number, one in enumerate(results, start=1):
        if number == 1 or one.outcome.total != results[number - 2].outcome.total:
            rank = number
        if not actor.covers(one.rating.station.area.path):
            continue
        place = place_of(one.rating.station.area.path, places) or one.rating.station.area
        same = one.rating.batch is None or (one.rating.total, one.rating.stars) == (one.outcome.total, one.stars)
        found.append(TableRow(rank, one.rating, place.name, one.outcome, one.stars, one.falls, same))
    return found
