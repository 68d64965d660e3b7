"""What every act on a season does: hold its row, leave one audit entry where the season is seen."""

from typing import Any

from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import WrongState
from apps.systems.livelihood_projects.models import GroupOpinion, Project, Season, SeasonState


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


def record(
    act: str, season: Season, by: Actor, *, on: Project | GroupOpinion | None = None, reason: str = "", **facts: Any
) -> None:
    """One entry on the season, or on something of it, visible where the season is."""
    path = season.body.area.path
    audit.record(act, on=on or season, by=by, reason=reason, area_path=path, **facts)
