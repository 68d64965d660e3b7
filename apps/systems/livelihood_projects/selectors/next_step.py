"""What the office does next with a season whose list is still being drafted."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from apps.foundation.core.dates import chinese_date
from apps.systems.livelihood_projects import rules
from apps.systems.livelihood_projects.models import Clue, ClueState, Collection, Season
from apps.systems.livelihood_projects.selectors.collecting import call_of, call_stage, clues_to_sort
from apps.systems.livelihood_projects.selectors.consulting import STUDY_REQUIRED, study_of
from apps.systems.livelihood_projects.selectors.preparing import rule_values


@dataclass(frozen=True, slots=True)
class NextStep:
    """A sentence, the page where it is done, and what its button says."""

    sentence: str
    url: str
    action: str
    due: date | None = None


def next_step(season: Season, on: date) -> NextStep | None:
    """The first thing before the list that is not done; None where the list itself is next."""
    if season.state != rules.DRAFTING:
        return None
    call, has_candidates = call_of(season), season.projects.standing().exists()
    if call is None:
        return _study(season, on) if has_candidates else _to_plan(season)
    if call_stage(call, on) != "over":
        return _of_call(call, on)
    kept = Clue.objects.filter(season=season, state=ClueState.PRELIMINARY).count()
    waits = _study(season, on) if kept or has_candidates else None
    return _at_table(season) or _undecided(season) or waits or (_to_nominate(season, kept) if kept else None)


def _page(name: str, season: Season) -> str:
    return reverse(name, args=[season.public_id])


def _to_plan(season: Season) -> NextStep:
    sentence = "还没有安排征集。先向群众、代表征集线索;已经在线下征集的,也可以直接添加候选项目。"
    return NextStep(sentence, _page("livelihood_collection", season), "安排征集")


def _of_call(call: Collection, on: date) -> NextStep:
    season = call.season
    if call_stage(call, on) == "planned":
        return NextStep("征集已经安排,还没有开始。", _page("livelihood_collection", season), "去办理", call.opens_on)
    received, unsorted = Clue.objects.filter(season=season).count(), clues_to_sort(season).count()
    sentence = f"征集中,{chinese_date(call.closes_on)}截止,已收到{received}件,没有分类的{unsorted}件。"
    return NextStep(sentence, _page("livelihood_season_clues", season), "梳理线索", call.closes_on)


def _at_table(season: Season) -> NextStep | None:
    held = season.consultations.filter(closed_at__isnull=True).first()
    if held is None:
        return None
    waiting = held.conclusions.filter(verdict="").count()
    return NextStep(f"第{held.number}次会商正在进行,还有{waiting}件没有结论。", held.get_absolute_url(), "继续会商")


def _undecided(season: Season) -> NextStep | None:
    count = Clue.objects.open().filter(season=season).count()
    if not count:
        return None
    sentence = f"征集已经结束,还有{count}件线索没有办结:合并重复的,交单位论证,然后会商。"
    return NextStep(sentence, _page("livelihood_season_consultations", season), "去会商")


def _study(season: Season, on: date) -> NextStep | None:
    """党委研究, where the place asks for it."""
    request = study_of(season)
    if not rule_values(season, on)[STUDY_REQUIRED] or (request and request.state == "approved"):
        return None
    if request and request.is_pending:
        return NextStep(f"已提请{season.words.study},研究后请登记结果。", request.get_absolute_url(), "登记研究结果")
    study = season.words.study
    sentence = f"候选项目送达代表之前,须经{study}同意。"
    return NextStep(sentence, _page("livelihood_season_consultations", season), f"提请{study}")


def _to_nominate(season: Season, kept: int) -> NextStep:
    url = f"{_page('livelihood_season_clues', season)}?state=preliminary"
    return NextStep(f"初选名单还有{kept}件没有列为候选项目。", url, "列为候选")
