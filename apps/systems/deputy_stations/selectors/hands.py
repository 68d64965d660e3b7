"""Who may score a station now, with what before their eyes, and what the page of its rating shows to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from apps.foundation.core.actors import Actor
from apps.foundation.core.permissions import may
from apps.systems.deputy_stations.models import ItemScore, RatingState, Stage, StationRating
from apps.systems.deputy_stations.rules import rating as rules
from apps.systems.deputy_stations.rules.marking import Mark
from apps.systems.deputy_stations.rules.scoring import Outcome
from apps.systems.deputy_stations.selectors.marks import Line, lines_of
from apps.systems.deputy_stations.selectors.rating import due_of, outcomes_of

MANAGE, RUN, RATE, SCORE = (f"deputy_stations.{act}" for act in ("manage", "run", "rate", "score"))


@dataclass(frozen=True, slots=True)
class HandPage:
    """What one hand scores: the lines before its eyes, what it gave so far, which permission it needs for what."""

    lines: list[Line]
    own: dict[int, Mark]
    revision: int
    permission: str
    subject: Any


def hand_for(rating: StationRating, stage: str, actor: Actor) -> HandPage | None:
    """None where there is no such stage. Raters see only their own scores beside self-rating and first review."""
    if stage not in Stage.values:
        return None
    if stage == Stage.SITE:
        rater = rating.raters.filter(person=actor.person_id or 0).first()  # type: ignore[attr-defined]
        lines = lines_of(rating, rater_id=actor.person_id or -1)
        own = _own(rating, stage, actor.person_id)
        return HandPage(lines, own, rater.revision if rater else 0, SCORE, rating)
    permission, subject = {
        Stage.SELF: (RUN, rating.station), Stage.FIRST: (MANAGE, rating.station), Stage.FINAL: (RATE, rating.round),
    }[Stage(stage)]  # fmt: skip
    lines = lines_of(rating, with_site=stage == Stage.FINAL)
    return HandPage(lines, _own(rating, stage, None), rating.revision, permission, subject)


def _own(rating: StationRating, stage: str, rater_id: int | None) -> dict[int, Mark]:
    rows = ItemScore.objects.filter(rating=rating, stage=stage, rater=rater_id).select_related("item")
    return {row.item.number: Mark(row.points, row.reason) for row in rows}


@dataclass(frozen=True, slots=True)
class RatingPage:
    lines: list[Line]
    outcome: Outcome | None
    due: date
    is_late: bool
    sees_site: bool
    may_score: Sequence[tuple[str, str]]
    """(stage, label) of what the actor may do now."""
    may_send_back: bool
    may_drop: bool
    raters: list[Any]

    @property
    def groups(self) -> list[tuple[str, list[Line]]]:
        """Lines by dimension, in the order of the standard."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.row.dimension, []).append(line)
        return list(found.items())


def page_of(rating: StationRating, actor: Actor, on: date) -> RatingPage:
    keeps = may(actor, RATE, rating.round)
    sees_site = keeps or (actor.sees_area and rating.state in rules.RATED) or rating.state == RatingState.SETTLED
    outcome = outcomes_of(rating.round.standard, [rating])[rating.pk] if sees_site and _rated(rating) else None
    works = rules.allows_round(rating.round.state, "work") and rating.batch is None
    due = due_of(rating.round, rating.state)
    return RatingPage(
        lines_of(rating, with_site=sees_site), outcome, due, works and rating.state in rules.AT_WORK and due < on,
        sees_site, [one for one in STAGES if works and _may_score(rating, one[0], actor)],
        _may_send_back(rating, actor, keeps), works and keeps and rules.allows(rating.state, "drop"),
        list(rating.raters.select_related("person")) if keeps else [],  # type: ignore[attr-defined]
    )  # fmt: skip


STAGES = (("self", "自评"), ("first", "初审"), ("site", "复核评分"), ("final", "核定得分"))


def _rated(rating: StationRating) -> bool:
    return rating.state in rules.RATED


def _may_score(rating: StationRating, stage: str, actor: Actor) -> bool:
    if not rules.allows(rating.state, stage):
        return False
    if stage == Stage.SITE:
        waiting = rating.raters.filter(submitted_at__isnull=True)  # type: ignore[attr-defined]
        return actor.person_id is not None and waiting.filter(person=actor.person_id).exists()
    permission = {Stage.SELF: RUN, Stage.FIRST: MANAGE, Stage.FINAL: RATE}[Stage(stage)]
    return may(actor, permission, rating.round if stage == Stage.FINAL else rating.station)


def _may_send_back(rating: StationRating, actor: Actor, keeps: bool) -> bool:
    if not rules.allows(rating.state, "back") or not rules.allows_round(rating.round.state, "send_back"):
        return False
    return keeps or (rating.state == RatingState.FIRST and may(actor, MANAGE, rating.station))
