"""The items of one station's rating side by side: data, what every stage gave, what counts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.office.files.models import Attachment
from apps.systems.deputy_stations.models import ItemKind, ItemScore, Stage, StandardItem, StationRating
from apps.systems.deputy_stations.rules import scoring
from apps.systems.deputy_stations.rules.scoring import COUNT, NO_DATA, Figure
from apps.systems.deputy_stations.selectors.rating import figures_kept, hands_of, item_of, items_of, mark_of


def given_to(rating: StationRating, rows: Sequence[StandardItem], stage: str) -> dict[int, Decimal | None]:
    """Number of the item -> what holds unless a hand says otherwise: the data, for the office what the raters gave."""
    figures = figures_kept(rating)
    by_data = {row.number: scoring.points_from(item_of(row), figures.get(row.measure)) for row in rows}
    if stage != Stage.FINAL:
        return by_data
    hands = hands_of([rating]).get(rating.pk, {})
    sites = {row.number: {str(Stage.SITE): hands.get(row.pk, {}).get(Stage.SITE, [])} for row in rows}
    return {row.number: mark_of(item_of(row), sites[row.number], figures) for row in rows}


@dataclass(frozen=True, slots=True)
class Hand:
    """What one hand gave: `points` with the data where it took them; `is_own`: against the data or without any."""

    who: str
    points: Decimal | None
    reason: str
    is_own: bool
    photos: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One item of one station."""

    row: StandardItem
    told: str
    by_data: Decimal | None
    self: Hand | None
    first: Hand | None
    site: tuple[Hand, ...]
    final: Hand | None
    mark: Decimal | None

    @property
    def hands(self) -> Iterator[tuple[str, Hand]]:
        """(stage, hand) of all, for what they wrote."""
        for label, hand in ((Stage.SELF.label, self.self), (Stage.FIRST.label, self.first)):
            if hand:
                yield label, hand
        for hand in self.site:
            yield Stage.SITE.label, hand
        if self.final:
            yield Stage.FINAL.label, self.final

    @property
    def site_mark(self) -> Decimal | None:
        """What the raters came to together."""
        known = [hand.points for hand in self.site if hand.points is not None]
        return scoring.joined(item_of(self.row), known) if known and len(known) == len(self.site) else None

    @property
    def is_veto(self) -> bool:
        return self.row.kind == ItemKind.VETO


def told(row: StandardItem, figure: Figure | None) -> str:
    """The figure in words: `12/12`, `共8`, 无数据."""
    if not row.measure:
        return "人工"
    if figure is None or (figure[1] <= 0 and row.scoring != COUNT):
        return NO_DATA
    value, base = figure
    if row.scoring == COUNT:
        goal = row.target or base
        return f"{value}/{goal}" if goal else NO_DATA
    return f"{value}/{base}"


def lines_of(rating: StationRating, *, rater_id: int | None = None, with_site: bool = True) -> list[Line]:
    """In the order of the standard. `rater_id`: of the raters this one alone, handed in or not."""
    rows, figures = items_of(rating.round.standard), figures_kept(rating)
    scores: Mapping[int, list[ItemScore]] = _scores(rating, rater_id)
    photos = _photos([score for found in scores.values() for score in found])
    return [_line(row, figures, scores.get(row.pk, []), photos, with_site) for row in rows]


def _line(
    row: StandardItem, figures: Mapping[str, Figure], scores: Sequence[ItemScore],
    photos: Mapping[int, list[Attachment]], with_site: bool,
) -> Line:  # fmt: skip
    figure, item = figures.get(row.measure), item_of(row)
    by_data = scoring.points_from(item, figure)
    hands = defaultdict(list)
    for score in scores:
        if score.stage == Stage.FINAL and score.points is None:
            continue
        points = by_data if score.points is None else score.points
        pictures = tuple(photos.get(score.pk, ()))
        hands[score.stage].append(Hand(score.scored_by, points, score.reason, score.points is not None, pictures))
    site = tuple(hands[Stage.SITE]) if with_site else ()
    final = hands[Stage.FINAL][0] if hands[Stage.FINAL] and with_site else None
    known = [hand.points for hand in site if hand.points is not None]
    mark = final.points if final else scoring.joined(item, known) if known and len(known) == len(site) else None
    own, first = (hands[stage][0] if hands[stage] else None for stage in ("self", "first"))
    return Line(row, told(row, figure), by_data, own, first, site, final, mark)


def _scores(rating: StationRating, rater_id: int | None) -> dict[int, list[ItemScore]]:
    handed_in = set(
        rating.raters.filter(submitted_at__isnull=False).values_list("person", flat=True)  # type: ignore[attr-defined]
    )
    found: dict[int, list[ItemScore]] = defaultdict(list)
    for score in rating.scores.order_by("pk"):  # type: ignore[attr-defined]
        shown = score.rater_id == rater_id if rater_id else score.rater_id in handed_in
        if score.stage != Stage.SITE or shown:
            found[score.item_id].append(score)
    return found


def _photos(scores: Sequence[ItemScore]) -> dict[int, list[Attachment]]:
    label = ItemScore._meta.label_lower
    found: dict[int, list[Attachment]] = defaultdict(list)
    for file in Attachment.objects.filter(parent_label=label, parent_id__in=[score.pk for score in scores]):
        found[file.parent_id].append(file)
    return found
