"""What every act on a season does: hold its row, leave one audit entry where the season is seen."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model

from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import WrongState
from apps.systems.livelihood_projects.models import Clue, Season, SeasonState


def season_locked(season_id: int) -> Season:
    """The season's row for this transaction, with its body; acts on one season wait for each other."""
    rows = Season.objects.select_for_update(of=("self",)).select_related("term__body__area", "meeting")
    return rows.get(pk=season_id)


def drafting_season(season_id: int) -> Season:
    """The same, refused once the list is with the members."""
    season = season_locked(season_id)
    if season.state != SeasonState.DRAFTING:
        raise WrongState("候选项目已送达代表,不能再改。确需修改的,请先收回候选项目。")
    return season


def clue_locked(clue: Clue) -> Clue:
    """The clue's row for this transaction."""
    return clues_locked([clue])[clue.pk]


def clues_locked(clues: Sequence[Clue]) -> dict[int, Clue]:
    """Rows by key, always locked in the same order."""
    rows = Clue.objects.select_for_update(of=("self",)).with_all()
    return {row.pk: row for row in rows.filter(pk__in=[clue.pk for clue in clues]).order_by("pk")}


def record(act: str, season: Season, by: Actor, *, on: Model | None = None, reason: str = "", **facts: Any) -> None:
    """One entry on the season, or on something of it, visible where the season is."""
    path = season.body.area.path
    audit.record(act, on=on or season, by=by, reason=reason, area_path=path, **facts)
