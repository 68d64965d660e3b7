"""What residents brought to the stations of 示例区: by code, at receptions, from paper; every route, every age."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from apps.congress.matters.demo_answers import demo_answer
from apps.congress.matters.models import Channel, ProposerKind
from apps.congress.matters.rules.rating import Voice
from apps.congress.matters.selectors import office_of
from apps.congress.matters.selectors.routing import deputies_over
from apps.congress.matters.services import Proposer
from apps.congress.matters.services.handing_over import PartDraft
from apps.congress.matters.services.rating import request_rate, submission_rate
from apps.foundation.core.actors import DEPUTY, STAFF, Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Area, Unit, UnitKind
from apps.foundation.people.models import Person
from apps.systems.deputy_stations.models import DutySlot, Station, StationOpinion
from apps.systems.deputy_stations.selectors.opinions import VILLAGES
from apps.systems.deputy_stations.services import opinions, routing
from apps.systems.deputy_stations.services.opinions import Reception

INVENTED: list[dict[str, Any]] = json.loads(Path(__file__).with_name("opinions.json").read_text())
BUILDER, FIRST_TOWN = "青禾镇规划建设管理办公室", "青禾镇"
OLDEST = 200
"""Days: nothing is older than the stations of the demo."""


def load(at: datetime) -> None:
    """Spread over the open stations, most of them at those of 青禾镇; without stations nothing is written."""
    stations = list(_stations(at))
    if not stations:
        return
    own = [one for one in stations if one.area.path.startswith(_town().path)] or stations
    for number, sketch in enumerate(INVENTED):
        among = stations if sketch.get("anywhere") else own
        _Brought(among[number % len(among)], sketch, at - timedelta(days=sketch["days"], hours=number % 5)).write()


def _stations(at: datetime) -> Any:
    oldest = local_day(at) - timedelta(days=OLDEST)
    rows = Station.objects.open_on(oldest).filter(area__is_demo=True)  # type: ignore[attr-defined]
    return rows.select_related("area", "unit").order_by("pk")[:8]


def _town() -> Area:
    return Area.objects.get(name=FIRST_TOWN, is_demo=True)


@dataclass(frozen=True, slots=True)
class _Brought:
    """One opinion and what became of it."""

    station: Station
    sketch: dict[str, Any]
    at: datetime

    def write(self) -> None:
        opinion, _ = self._received()
        for act in self.sketch.get("then", ()):
            name, days, *more = act
            getattr(self, f"_{name}")(opinion, self.at + timedelta(days=days), *more)

    def _received(self) -> tuple[StationOpinion, str]:
        given, slot = self.sketch, self._slot()
        deputy = slot.deputy if slot else self._deputy()
        name = given.get("name", "")
        kind = ProposerKind.RESIDENT if name else ProposerKind.ANONYMOUS
        values = {"text": given["text"], "place": given.get("place", ""), "proposer": Proposer(kind, None, name, "")}
        if given["channel"] in (Channel.SCAN, Channel.ONLINE):
            return opinions.opinion_leave(
                station=self.station, deputy=deputy, slot=None, channel=given["channel"], values=values,
                by=Actor.guest(), at=self.at,
            )  # fmt: skip
        day = local_day(self.at)
        paper: date | None = day - timedelta(days=given["paper"]) if "paper" in given else None
        reception = Reception(
            given["channel"], given.get("category", ""), given.get("people", 1), paper, given.get("answer", ""),
            given.get("suggested", ""),
        )  # fmt: skip
        return opinions.opinion_log(
            station=self.station, deputy=deputy, slot=None if paper else slot, reception=reception, values=values,
            by=self._by_deputy(deputy), at=self.at,
        )  # fmt: skip

    def _slot(self) -> DutySlot | None:
        rows = DutySlot.objects.filter(station=self.station, starts_at__lte=self.at, state="held")
        return rows.select_related("deputy").order_by("-starts_at").first()

    def _deputy(self) -> Person | None:
        first = self.station.stationed.on(local_day(self.at)).select_related("person").order_by("pk").first()  # type: ignore[attr-defined]
        return first.person if first else None

    def _by_deputy(self, deputy: Person | None) -> Actor:
        if deputy is None:
            return self._office
        return Actor(deputy.name, DEPUTY, deputy.user_id, deputy.pk, role_title="人大代表")

    @property
    def _office(self) -> Actor:
        area = office_of(self.station.area)
        return Actor("人大工作人员", STAFF, area_path=area.path, role_title=f"{area.name}人大工作人员")

    @property
    def _draft(self) -> routing.RequestDraft:
        given = self.sketch
        return routing.RequestDraft(given["title"], given["text"], given.get("category", ""))

    def _spot(self, opinion: StationOpinion, at: datetime, answer: str) -> None:
        by = self._by_deputy(opinion.deputy)
        routing.opinion_answer(opinion=opinion, answer=answer, by=by, at=at)

    def _elsewhere(self, opinion: StationOpinion, at: datetime, ground: str) -> None:
        routing.opinion_decline(opinion=opinion, ground=ground, by=self._office, at=at)

    def _village(self, opinion: StationOpinion, at: datetime) -> None:
        routing.opinion_hand_on(
            opinion=opinion, route="village", draft=self._draft, parts=[PartDraft(self._village_unit())],
            by=self._office, at=at,
        )  # fmt: skip

    def _village_unit(self) -> Unit:
        inside = Area.objects.filter(path__startswith=office_of(self.station.area).path, kind__in=VILLAGES)
        area = inside.order_by("path")[0]
        noun = "村民委员会" if area.kind == "village" else "居民委员会"
        since = local_day(self.at) - timedelta(days=2 * OLDEST)
        name = f"{area.name}{noun}"
        return Unit.objects.get_or_create(
            area=area, name=name, defaults={"kind": UnitKind.OTHER, "starts_on": area.starts_on or since}
        )[0]  # fmt: skip

    def _office_route(self, opinion: StationOpinion, at: datetime) -> None:
        unit = Unit.objects.filter(name=BUILDER, area__path__startswith=office_of(self.station.area).path).first()
        parts = [PartDraft(unit)] if unit else []
        routing.opinion_hand_on(opinion=opinion, route="office", draft=self._draft, parts=parts, by=self._office, at=at)

    def _reply(self, opinion: StationOpinion, at: datetime, text: str) -> None:
        matter = StationOpinion.objects.with_all().get(pk=opinion.pk).matter
        if matter is not None and matter.main_unit is not None and matter.main_unit.name == BUILDER:
            demo_answer(matter, "A", text, at)

    def _rate(self, opinion: StationOpinion, at: datetime, grade: str, comment: str = "") -> None:
        opinion = StationOpinion.objects.with_all().get(pk=opinion.pk)
        given = {"submission": opinion.submission, "by": Actor.guest(), "at": at}
        if opinion.matter is None:
            submission_rate(grade=grade, comment=comment, **given)
        elif opinion.matter.allows("rate"):
            request_rate(voice=Voice("satisfied", grade, comment), round_=opinion.matter.round, **given)

    def _deputy_rate(self, opinion: StationOpinion, at: datetime, grade: str) -> None:
        opinion = StationOpinion.objects.get(pk=opinion.pk)
        if opinion.closed_at and opinion.deputy_id:
            opinions.opinion_rate(opinion=opinion, grade=grade, comment="", by=self._by_deputy(opinion.deputy), at=at)

    def _district(self, opinion: StationOpinion, at: datetime) -> None:
        seat = deputies_over(office_of(self.station.area), local_day(at)).first()
        if seat is not None:
            routing.opinion_pass_to_deputy(opinion=opinion, deputy=seat, draft=self._draft, by=self._office, at=at)

    def _city(self, opinion: StationOpinion, at: datetime, name: str) -> None:
        routing.opinion_pass_to_city(opinion=opinion, name=name, by=self._office, at=at)

    def _outcome(self, opinion: StationOpinion, at: datetime, sentence: str) -> None:
        routing.opinion_city_outcome(opinion=opinion, sentence=sentence, by=self._office, at=at)
