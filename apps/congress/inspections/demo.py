"""Inspections of 示例区: one closed, one with an overdue opinion, one to come, one of a street. All invented."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from apps.congress.inspections.models import Inspection, Kind
from apps.congress.inspections.services.reporting import (
    OpinionLine,
    ReportText,
    inspection_close,
    opinions_hand_over,
    report_finish,
    report_save,
)
from apps.congress.inspections.services.setting_up import (
    InspectionDraft,
    StopLine,
    inspection_create,
    inspection_notice,
    participants_set,
    route_set,
)
from apps.congress.inspections.services.taking_part import (
    finding_add,
    inspection_hold,
    invitation_answer,
    sign_in_by_list,
)
from apps.congress.matters.demo_answers import demo_answer
from apps.congress.matters.rules.replying import Promise
from apps.foundation.accounts.models import User
from apps.foundation.core.actors import DEPUTY, Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person, Term
from apps.foundation.people.selectors import acting_roles, actor_of, serving_members

ROADS = "青禾镇规划建设管理办公室"
CONTACT = "镇人大办公室 023-40000001"


def load(at: datetime) -> None:
    """Write all four; the people, bodies and accounts must be there."""
    town, by = _term("青禾镇人民代表大会"), _staff("qinghe", at)
    _closed(town, by, at - timedelta(days=75))
    _overdue(town, by, at - timedelta(days=41))
    _coming(town, by, at)
    _street(_term("滨江街道议事代表会议"), _staff("binjiang", at), at - timedelta(days=6))


def _closed(term: Term, by: Actor, at: datetime) -> None:
    text = ReportText(
        "察看红星村、新民村集中供水点2处，走访农户12户，听取农业服务中心情况介绍。\n全镇自来水普及率较去年有所提高，水质检测按月公示。",
        "部分管网老化，高峰时段末端水压不足。\n个别水源地围栏破损，管护责任没有落实到人。",
        "坚持建管并重，尽快补齐短板。",
    )  # fmt: skip
    opinions = [
        OpinionLine("对红星村末端管网进行改造，入汛前完成。", _unit("青禾镇规划建设管理办公室")),
        OpinionLine("修复水源地围栏，落实管护责任人并公示。", _unit("青禾镇农业服务中心")),
    ]
    one = _held(
        term, Kind.INSPECTION, "农村饮水安全", [("红星村供水站", "青禾镇农业服务中心"), ("新民村集中供水点", "")],
        ["末端几户早上水压很小，接一桶水要十几分钟。", "水源地东侧围栏有约三米缺口。"], by, at,
    )  # fmt: skip
    handed = _handed_over(one, text, opinions, by, at + timedelta(days=3))
    answers = ("管网改造已列入本季度计划，换管1.2公里，现已通水。", "围栏已修复，管护责任人已在村务公开栏公示。")
    for number, (opinion, told) in enumerate(zip(handed.opinions.all(), answers, strict=True)):
        day = at + timedelta(days=20 + number)
        demo_answer(opinion.matter, "A", told, day)
    inspection_close(inspection=handed, by=by, at=at + timedelta(days=30))


def _overdue(term: Term, by: Actor, at: datetime) -> None:
    text = ReportText(
        "察看在建农村公路2段，查阅工程资料，与施工单位、沿线群众座谈。",
        "红星村至前进村路段安全标志不全，部分边沟淤塞。",
    )
    opinions = [
        OpinionLine("补齐红星村至前进村路段临崖护栏和警示标志。", _unit("青禾镇规划建设管理办公室")),
        OpinionLine("组织沿线村清理边沟，建立日常管护制度。", _unit("青禾镇人民政府")),
    ]
    one = _held(
        term, Kind.RESEARCH, "农村公路建设和管护", [("红星村至前进村公路", ROADS), ("和平村产业路", "")],
        ["弯道处没有护栏，雨天会车危险。"], by, at,
    )  # fmt: skip
    handed = _handed_over(one, text, opinions, by, at + timedelta(days=2))
    day, told = at + timedelta(days=25), "已组织沿线三个村清理边沟2.3公里，管护公约提交村民代表会议讨论。"
    promise = Promise("管护公约经村民代表会议通过后公布。", local_day(at + timedelta(days=90)))
    demo_answer(handed.opinions.order_by("-number")[0].matter, "B", told, day, [promise])


def _coming(term: Term, by: Actor, at: datetime) -> None:
    """To be held in nine days; some answered, one is recused."""
    day = at + timedelta(days=9)
    one = _announced(
        term, Kind.LAW_CHECK, "老年人权益保障法实施情况",
        [("幸福村养老互助点", ""), ("镇养老服务中心", "青禾镇民生服务办公室")],
        by, day, at - timedelta(days=1), last=["daibiao1", "daibiao2"],
    )  # fmt: skip
    people = [row.person for row in one.participants.select_related("person")]
    told = (("coming", ""), ("coming", ""), ("declined", "因公出差"), ("recused", "本人经营养老服务机构"))
    asked = [person for person in people if person.user_id is None]
    for person, (answer, reason) in zip(asked, told, strict=False):
        invitation_answer(
            inspection=one, person=person, answer=answer, reason=reason, by=_deputy(person, term),
            at=at - timedelta(hours=5),
        )  # fmt: skip


def _street(term: Term, by: Actor, at: datetime) -> None:
    """A street's representatives looked and reported; nothing was handed over yet."""
    one = _held(
        term, Kind.INSPECTION, "老旧小区改造", [("新民社区一期", "滨江街道城市管理办公室"), ("红星社区", "")],
        ["单元门禁装好了但还没通电。"], by, at,
    )  # fmt: skip
    text = ReportText("察看改造小区2个，与居民座谈。", "部分单元门禁未通电，停车位划线不清。")
    line = OpinionLine("督促施工单位尽快完成门禁通电和停车位划线。", _unit("滨江街道城市管理办公室"))
    report_save(inspection=one, text=text, opinions=[line], revision=0, by=by, at=at + timedelta(days=1))
    report_finish(inspection=one, by=by, at=at + timedelta(days=1))


def _announced(
    term: Term, kind: str, theme: str, stops: Sequence[tuple[str, str]], by: Actor, day: datetime, at: datetime,
    last: Sequence[str] = (),
) -> Inspection:  # fmt: skip
    gathers = day.replace(hour=1, minute=0, second=0, microsecond=0)
    on = local_day(gathers)
    people = [seat.person for seat in serving_members(term, local_day(at))]
    asked = list({person.pk: person for person in [*_with_accounts(people, last), *people[2:12]]}.values())
    draft = InspectionDraft(
        kind=kind, theme=theme, basis="年度监督工作计划", leader=asked[0], starts_on=on, ends_on=on, gathers_at=gathers,
        gathers_place=f"{term.body.area.name}政府门口" if not term.body.is_street_body else "街道办事处门口",
        contact=CONTACT, requirements="请轻车简从，随身携带代表证。",
    )  # fmt: skip
    one = inspection_create(term=term, draft=draft, by=by, at=at)
    lines = [
        StopLine(
            place=place, arrives_at=gathers + timedelta(minutes=30 + 60 * number), unit=_unit(unit) if unit else None,
            host="" if unit else "村(居)民委员会",
        )
        for number, (place, unit) in enumerate(stops)
    ]  # fmt: skip
    route_set(inspection=one, lines=lines, by=by, at=at)
    participants_set(inspection=one, people=asked, by=by, at=at)
    return inspection_notice(inspection=one, by=by, at=at)


def _held(
    term: Term, kind: str, theme: str, stops: Sequence[tuple[str, str]], findings: Sequence[str], by: Actor,
    at: datetime,
) -> Inspection:  # fmt: skip
    one = _announced(term, kind, theme, stops, by, at, at - timedelta(days=5))
    rows = list(one.participants.select_related("person"))
    for row in rows[:8]:
        sign_in_by_list(inspection=one, person=row.person, by=by, at=at)
    for row, text, stop in zip(rows, findings, one.stops.all(), strict=False):
        finding_add(inspection=one, text=text, stop=stop, photos=[], by=_deputy(row.person, term), at=at)
    return inspection_hold(inspection=one, by=by, at=at)


def _handed_over(
    one: Inspection, text: ReportText, opinions: Sequence[OpinionLine], by: Actor, at: datetime
) -> Inspection:
    report_save(inspection=one, text=text, opinions=opinions, revision=0, by=by, at=at)
    report_finish(inspection=one, by=by, at=at)
    return opinions_hand_over(inspection=one, by=by, at=at)


def _with_accounts(people: Sequence[Person], usernames: Sequence[str]) -> list[Person]:
    held = set(User.objects.filter(username__in=usernames).values_list("pk", flat=True))
    return [person for person in people if person.user_id in held]


def _term(body: str) -> Term:
    return Term.objects.select_related("body__area").get(body__name=body)


def _unit(name: str) -> Unit:
    return Unit.objects.get(name=name)


def _deputy(person: Person, term: Term) -> Actor:
    return Actor(
        name=person.name, role=DEPUTY, user_id=person.user_id, person_id=person.pk, body_ids=(term.body_id,),
        role_title=f"{term.body.name}代表",
    )  # fmt: skip


def _staff(username: str, at: datetime) -> Actor:
    user, on = User.objects.get(username=username), local_day(at)
    return actor_of(user, acting_roles(user, on)[0].choice, on) or Actor.guest()
