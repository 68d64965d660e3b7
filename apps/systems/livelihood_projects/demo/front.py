"""The chain before the list: clues collected, studied, consulted on, laid before the party committee."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from apps.congress.matters.models import Channel
from apps.congress.matters.services import Proposer
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Area, Unit
from apps.office.approvals.services import step_approve
from apps.systems.livelihood_projects.demo.places import Place
from apps.systems.livelihood_projects.models import Clue, Collection, Project, ScopeQuestion, Season
from apps.systems.livelihood_projects.selectors import clues_to_consult, doing_units
from apps.systems.livelihood_projects.services import collecting, consulting, nominating, preparing, sorting, studying

TOPICS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("clues.json").read_text())
APPEAL = "您身边最希望政府办的一件实事是什么?请写清楚在哪里、什么事、希望怎么办。凭查询码随时看结果。"
YES = {question.value: (True, "") for question in ScopeQuestion}
NAMES = ("赵大姐", "", "钱大爷", "", "", "孙老师", "", "李婶")
WAN = 10000
Sketch = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pool:
    """A season with its call."""

    place: Place
    season: Season
    call: Collection

    def brought(self, said: Sketch, title: str, category: str, number: int, at: datetime) -> Clue:
        """One clue; every eighth proposer leaves a name, deputies bring what residents told them."""
        is_deputy = said["channel"] == Channel.DEPUTY
        collector = self.place.members[number % 3] if is_deputy else None
        name = NAMES[number % len(NAMES)]
        kind = "resident" if name else "anonymous"
        by = self.place.actor(collector) if collector else Actor.guest()
        clue, _ = collecting.clue_collect(
            collection=self.call, area=self._area(said["area"]), channel=said["channel"],
            values={"text": said["text"], "proposer": Proposer(kind, None, name, "")}, title=title, category=category,
            collected_by=collector, by=by, at=at,
        )  # fmt: skip
        return clue

    def _area(self, village: str) -> Area:
        inside = Area.objects.filter(path__startswith=self.season.body.area.path)
        return inside.filter(name__startswith=village).first() or self.season.body.area


def collecting_now(place: Place, year: int, at: datetime) -> None:
    """Open for three more weeks: some forty clues, the same said twice, a few sorted, merged, answered, studied."""
    pool = _opened(place, year, 8, at - timedelta(days=25), until=local_day(at) + timedelta(days=21))
    clues = []
    for number, topic in enumerate(TOPICS):
        for order, said in enumerate(topic["said"]):
            when = at - timedelta(days=24 - number, hours=order)
            category = topic["category"] if number % 3 else ""
            clues.append(pool.brought(said, topic["title"] if not order else "", category, number + order, when))
    by, first = {"by": place.by, "at": at - timedelta(hours=30)}, {clue.title: clue for clue in clues}
    sorting.clue_merge(clue=clues[1], into=clues[0], reason="与第一件为同一路段", **by)
    sorting.clue_reject(
        clue=first["调解邻里土地纠纷"],
        reason="属于个人之间的纠纷,不属于民生实事",
        where="到镇人民调解委员会申请调解",
        **by,
    )
    sorting.clue_divert(clue=first["高速公路开口"], reason="属于上级规划事项,已作为建议转报", where="区交通局", **by)
    office = Unit.objects.get(name="青禾镇规划建设管理办公室")
    civil = Unit.objects.get(name="青禾镇民生服务办公室")
    due = local_day(at) + timedelta(days=10)
    studying.clue_study(clue=first["村口到小学安装路灯"], unit=office, others=[civil], due_on=due, **by)
    studying.clue_study(clue=first["村级日间照料和助餐点"], unit=civil, others=[office], due_on=due, **by)
    studying.clue_study(clue=first["场镇农贸市场改造"], unit=office, due_on=due, **by)
    _fill(place, first["场镇农贸市场改造"], office, "feasible", 2, at - timedelta(hours=5))


def before_consultation(place: Place, year: int, at: datetime) -> None:
    """The call is over, sheets are filled in, the consultation has not begun."""
    pool = _studied_pool(place, year, 6, TOPICS[:14], at)
    for clue in list(Clue.objects.filter(season=pool.season, title="村文化广场和健身器材")):
        studying.opinion_give(
            clue=clue, unit=_units(pool.season)[-1], text="同意,建议与村级服务中心同步建设。", by=place.by, at=at
        )


def in_consultation(place: Place, year: int, at: datetime) -> None:
    """A street's consultation of today, half worked through."""
    pool = _studied_pool(place, year, 5, TOPICS[4:14], at)
    held = consulting.consultation_create(
        season=pool.season, held_on=local_day(at), place="街道办事处二楼会议室", chaired_by="何主任",
        recorder="街办同志", attendees="何主任、周工委、民生服务办公室杨主任、城市管理办公室卢主任", by=place.by, at=at,
    )  # fmt: skip
    for number, line in enumerate(held.conclusions.select_related("clue__feasibility")[:5]):
        is_kept = line.clue.feasibility.conclusion != "infeasible" and number != 3
        verdict, reason = ("keep", "") if is_kept else ("drop", "今年资金不足,列入明年考虑")
        consulting.conclusion_write(conclusion=line, verdict=verdict, reason=reason, by=place.by, at=at)


def candidates_from_clues(place: Place, season: Season, sketches: Sequence[Sketch], at: datetime) -> list[Project]:
    """Every candidate of a list from a clue of its own, through sheet, consultation and the party committee."""
    day = timedelta(days=1)
    pool = _call(place, season, at - 70 * day, until=local_day(at - 45 * day))
    clues = []
    for number, sketch in enumerate(sketches):
        said = {
            "area": sketch["where"][:2],
            "text": f"希望{sketch['where']}办好“{sketch['name']}”这件事。{sketch['result']}",
        }
        channels = ("online", "scan", "visit", "deputy", "phone", "scan")
        said["channel"] = "meeting" if sketch["origin"] == "部门提出" else channels[number % 6]
        clue = pool.brought(said, sketch["name"], sketch["category"], number, at - (60 - number) * day)
        clues.append(clue)
        if number % 4 == 0:
            again = pool.brought(said | {"channel": "scan"}, "", sketch["category"], number + 1, at - 46 * day)
            sorting.clue_merge(clue=again, into=clue, reason="反映的是同一件事", by=place.by, at=at - 44 * day)
    _say_the_rest(pool, at - 50 * day)
    for clue, sketch in zip(clues, sketches, strict=True):
        unit = sketch["responsible_unit"]
        studying.clue_study(clue=clue, unit=unit, by=place.by, at=at - 40 * day)
        studying.feasibility_fill(
            clue=clue, values=sketch["sheet"], scope=YES, conclusion="feasible", by=place.by, at=at - 35 * day
        )
    _consult(place, season, clues, at - 25 * day)
    studied(place, season, at - 15 * day)
    return [nominating.project_from_clue(clue=clue, by=place.by, at=at - 12 * day) for clue in clues]


def studied(place: Place, season: Season, at: datetime) -> None:
    """The party committee agreed."""
    request = consulting.study_open(season=season, by=place.by, at=at)
    step_approve(
        request=request, step_number=1, opinion="同意。请按程序提请。",
        document_number=f"党委会议纪要〔{at.year}〕12号", decided_on=local_day(at), by=place.by, at=at,
    )  # fmt: skip


def _say_the_rest(pool: Pool, at: datetime) -> None:
    """Clues that did not become anything."""
    for number, topic in enumerate(TOPICS[-2:]):
        clue = pool.brought(topic["said"][0], topic["title"], topic["category"], number, at)
        sorting.clue_reject(clue=clue, reason="不属于年度民生实事项目的范围", where="", by=pool.place.by, at=at)


def _consult(place: Place, season: Season, kept: Iterable[Clue], at: datetime) -> None:
    held = consulting.consultation_create(
        season=season, held_on=local_day(at), place="三楼会议室", recorder=place.by.name,
        chaired_by="何主任" if season.body.is_street_body else "张镇长",
        attendees="张副主任、王主任、李所长、规划建设管理办公室、民生服务办公室", by=place.by, at=at,
    )  # fmt: skip
    for line in held.conclusions.filter(clue__in=kept):
        consulting.conclusion_write(conclusion=line, verdict="keep", reason="", by=place.by, at=at)
    consulting.consultation_close(consultation=held, by=place.by, at=at)


def _opened(place: Place, year: int, seats: int, at: datetime, until: date) -> Pool:
    season = preparing.season_create(term=place.term, year=year, to_choose=seats, by=place.by, at=at)
    return _call(place, season, at, until)


def _call(place: Place, season: Season, at: datetime, until: date) -> Pool:
    collecting.collection_set(
        season=season, opens_on=local_day(at), closes_on=until, appeal=APPEAL,
        channels=["online", "scan", "visit", "phone", "letter", "deputy", "meeting"], by=place.by, at=at,
    )  # fmt: skip
    call = Collection.objects.with_season().get(season=season)
    return Pool(place, season, collecting.collection_open(collection=call, by=place.by, at=at))


def _studied_pool(place: Place, year: int, seats: int, topics: Sequence[Sketch], at: datetime) -> Pool:
    day = timedelta(days=1)
    pool = _opened(place, year, seats, at - 60 * day, until=local_day(at) - 20 * day)
    for number, topic in enumerate(topics):
        clue = None
        for order, said in enumerate(topic["said"]):
            title = topic["title"] if not order else ""
            one = pool.brought(said, title, topic["category"], number + order, at - (50 - number) * day)
            if clue:
                sorting.clue_merge(clue=one, into=clue, reason="反映的是同一件事", by=place.by, at=at - 18 * day)
            clue = clue or one
    units = _units(pool.season)
    for number, clue in enumerate(clues_to_consult(pool.season).with_all()):
        unit, finding = units[number % len(units)], ("feasible", "adjusted", "feasible", "infeasible")[number % 4]
        studying.clue_study(clue=clue, unit=unit, by=place.by, at=at - 15 * day)
        _fill(place, clue, unit, finding, number, at - 8 * day)
    return pool


def _units(season: Season) -> list[Unit]:
    return list(doing_units(season).filter(area=season.body.area, kind="department"))


def _fill(place: Place, clue: Clue, unit: Unit, finding: str, number: int, at: datetime) -> None:
    clue = Clue.objects.with_all().get(pk=clue.pk)
    year = clue.season.year
    values = {
        "content": f"{clue.title},按现场勘察确定的规模实施。", "place": clue.submission.area.name,
        "estimate": Decimal(18 + 23 * (number % 7)) * WAN, "fund_source": "区级财政资金60%,本级财政资金40%",
        "responsible_unit": unit, "responsible_leader": "分管负责人", "starts_on": date(year, 2 + number % 4, 1),
        "finishes_on": date(year, 11, 30), "beneficiaries": 400 + 350 * (number % 9),
        "expected_result": "群众反映的问题得到解决。", "yearly_goal": "",
        "opinion": {
            "feasible": "符合规划,资金可以落实,当年能够完成。", "adjusted": "建议分两段实施,先办群众最急的一段。",
            "infeasible": "涉及永久基本农田,近期无法办理用地手续。",
        }[finding],
    }  # fmt: skip
    studying.feasibility_fill(clue=clue, values=values, scope=YES, conclusion=finding, by=place.by, at=at)
