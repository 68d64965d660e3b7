"""Rounds and what is in them: standards as the rules read them, marks, results, progress."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from apps.foundation.organisations.models import Area, AreaKind
from apps.foundation.people.models import Person, RoleAssignment
from apps.systems.deputy_stations.models import (
    ItemScore,
    RatingRater,
    RatingRound,
    RatingStandard,
    RatingState,
    Stage,
    StandardItem,
    StandardState,
    StationRating,
)
from apps.systems.deputy_stations.rules import rating as rules
from apps.systems.deputy_stations.rules import scoring
from apps.systems.deputy_stations.rules.scoring import Figure, Item, Limits, Outcome
from apps.systems.deputy_stations.rules.standards import Head, ItemDraft, RaterFacts

HEAD = (
    "title", "basis", "five_from", "four_from", "three_from", "two_from", "five_share", "bonus_cap", "validity_years",
    "raters_least",
)  # fmt: skip
STUDY, LOWERING = "stations.rating_study", "stations.star_lowering"
"""Kinds of approval: results of a round, taking stars down."""
FIVE = 5


def head_of(standard: RatingStandard) -> Head:
    return Head(**{name: getattr(standard, name) for name in HEAD})


def drafts_of(standard: RatingStandard) -> list[ItemDraft]:
    """Its lines as the editor and the rules read them."""
    return [
        ItemDraft(row.dimension, row.title, row.points, row.scoring, row.kind, row.measure, row.target, row.evidence)
        for row in items_of(standard)
    ]


def items_of(standard: RatingStandard) -> list[StandardItem]:
    return list(standard.items.order_by("number"))  # type: ignore[attr-defined]


def item_of(row: StandardItem) -> Item:
    return Item(row.number, row.title, row.points, row.scoring, row.kind, row.measure, row.target)


def limits_of(standard: RatingStandard) -> Limits:
    bands = [(5, standard.five_from), (4, standard.four_from), (3, standard.three_from)]
    if standard.two_from is not None:
        bands.append((2, standard.two_from))
    return Limits(tuple(bands), standard.bonus_cap, standard.five_share)


def standard_in_force(office: Area) -> RatingStandard | None:
    return RatingStandard.objects.filter(office=office, state=StandardState.IN_FORCE).with_office().first()


def figures_kept(rating: StationRating) -> dict[str, Figure]:
    """As they were frozen."""
    return {name: (value, base) for name, (value, base) in rating.figures.items()}


Hands = Mapping[int, Mapping[str, Sequence[Decimal | None]]]
"""Item id -> stage -> what each hand gave, None: what the data says."""


def hands_of(ratings: Iterable[StationRating]) -> Mapping[int, Hands]:
    """Rating -> its marks, those of raters once they are handed in; one query."""
    rows = ItemScore.objects.filter(rating__in=[rating.pk for rating in ratings])
    handed_in = RatingRater.objects.filter(
        rating=OuterRef("rating"), person=OuterRef("rater"), submitted_at__isnull=False
    )
    rows = rows.filter(~Q(stage=Stage.SITE) | Exists(handed_in))
    found: dict[int, dict[int, dict[str, list[Decimal | None]]]] = defaultdict(lambda: defaultdict(dict))
    for key, item, stage, points in rows.order_by("pk").values_list("rating", "item", "stage", "points"):
        found[key][item].setdefault(stage, []).append(points)
    return found


def mark_of(item: Item, stages: Mapping[str, Sequence[Decimal | None]], figures: Mapping[str, Figure]) -> Decimal:
    """What counts of one item: what the office settled, else the average of the raters.

    Raises ValueError where nobody has decided it.
    """
    by_data = scoring.points_from(item, figures.get(item.measure))
    final = [points for points in stages.get(Stage.FINAL, ()) if points is not None]
    if final:
        return final[-1]
    marks = [by_data if points is None else points for points in stages.get(Stage.SITE, ())]
    known = [mark for mark in marks if mark is not None]
    if len(known) < len(marks):
        raise ValueError(item.title)
    return scoring.joined(item, known)


def outcomes_of(standard: RatingStandard, ratings: Sequence[StationRating]) -> dict[int, Outcome]:
    """Rating -> what it comes to by its frozen figures, its marks and this version of the standard."""
    rows, limits, hands = items_of(standard), limits_of(standard), hands_of(ratings)
    items = [(row.pk, item_of(row)) for row in rows]
    found = {}
    for rating in ratings:
        figures, given = figures_kept(rating), hands.get(rating.pk, {})
        marks = {item.number: mark_of(item, given.get(pk, {}), figures) for pk, item in items}
        found[rating.pk] = scoring.outcome_of([item for _, item in items], marks, limits)
    return found


@dataclass(frozen=True, slots=True)
class Result:
    """One station's line of the result table."""

    rating: StationRating
    outcome: Outcome
    stars: int
    falls: bool
    """Five stars by points, but more than the share allows."""


def results_of(round_: RatingRound, ratings: Sequence[StationRating], room: int) -> list[Result]:
    """Results, the best first; `room`: how many of them may have five stars."""
    limits, outcomes = limits_of(round_.standard), outcomes_of(round_.standard, ratings)
    falls = scoring.falling({key: one.total for key, one in outcomes.items() if one.stars == FIVE}, room)
    lower = scoring.next_below_five(limits)
    found = [_result(rating, outcomes[rating.pk], rating.pk in falls, lower) for rating in ratings]
    return sorted(found, key=lambda one: (-one.outcome.total, one.rating.station.name))


def _result(rating: StationRating, outcome: Outcome, falls: bool, lower: int) -> Result:
    return Result(rating, outcome, lower if falls else outcome.stars, falls)


def room_now(round_: RatingRound) -> int:
    """The share of all that take part, less the five stars that are settled already."""
    ratings = round_.ratings.exclude(state=RatingState.DROPPED)  # type: ignore[attr-defined]
    held = ratings.filter(state=RatingState.SETTLED, stars=FIVE).count()
    return max(scoring.room_for_five(ratings.count(), limits_of(round_.standard)) - held, 0)


def results_now(round_: RatingRound) -> list[Result]:
    """Of all that are rated and not settled yet, as they would be put to the 主任会议 now."""
    ratings = list(round_.ratings.filter(state=RatingState.SCORED).with_all())  # type: ignore[attr-defined]
    return results_of(round_, ratings, room_now(round_))


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A settled result beside the one that its figures, marks and standard give today."""

    rating: StationRating
    total: Decimal
    stars: int

    @property
    def is_same(self) -> bool:
        return (self.rating.total, self.rating.stars) == (self.total, self.stars)


def recomputed(round_: RatingRound) -> list[Recomputed]:
    """A past round once more, batch by batch, from what was frozen: what it came to then must come out again."""
    batches: dict[int, list[StationRating]] = defaultdict(list)
    for rating in round_.ratings.filter(state=RatingState.SETTLED).with_all():  # type: ignore[attr-defined]
        batches[rating.batch or 0].append(rating)
    results = [
        one for _, members in sorted(batches.items()) for one in results_of(round_, members, members[0].room or 0)
    ]
    return [Recomputed(one.rating, one.outcome.total, one.stars) for one in results]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many stations of a round stand where, and how many are behind the day of their stage."""

    counts: Mapping[str, int]
    late: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def rated(self) -> int:
        return sum(self.counts[state] for state in rules.RATED)

    @property
    def at_work(self) -> int:
        return sum(self.counts[state] for state in rules.AT_WORK)


def progress_of(round_: RatingRound, on: date) -> Progress:
    rows = round_.ratings.order_by().values_list("state").annotate(Count("pk"))  # type: ignore[attr-defined]
    counts = Counter(dict(rows))
    return Progress(counts, late_of(round_, counts, on))


def late_of(round_: RatingRound, counts: Mapping[str, int], on: date) -> int:
    """How many of so many stations in each state are behind the day of their stage, while the round is worked on."""
    if not rules.allows_round(round_.state, "work"):
        return 0
    return sum(counts[state] for state in rules.AT_WORK if due_of(round_, state) < on)


def due_of(round_: RatingRound, state: str) -> date:
    """The last day of the stage in which a station is."""
    return {rules.SELF: round_.self_due, rules.FIRST: round_.first_due}.get(state, round_.site_due)


def places_under(office: Area) -> list[Area]:
    """The towns and streets of a district."""
    kinds = (AreaKind.TOWN, AreaKind.STREET)
    return list(Area.objects.filter(path__startswith=office.path, kind__in=kinds).order_by("path"))


def place_of(path: str, places: Sequence[Area]) -> Area | None:
    """The town or street in which an area lies."""
    return next((place for place in places if path.startswith(place.path)), None)


def possible_raters(office: Area, on: date) -> Any:
    """Who may be asked: with an account, a role of staff or leader in the district or below it today."""
    roles = RoleAssignment.objects.on(on).filter(role__in=("staff", "leader"), area__path__startswith=office.path)
    people = Person.objects.filter(pk__in=roles.values("person"), user__is_active=True)
    return people.select_related("area").order_by("area__path", "pinyin")


def rater_facts(people: Iterable[Person], on: date) -> list[RaterFacts]:
    """With the places they belong to and work for today."""
    people = list(people)
    roles = RoleAssignment.objects.on(on).filter(person__in=people)
    works: dict[int, list[str]] = defaultdict(list)
    for person, area, unit in roles.values_list("person", "area__path", "unit__area__path"):
        works[person].append(area or unit)
    return [RaterFacts(one.pk, one.name, (one.area.path, *works[one.pk])) for one in people]
