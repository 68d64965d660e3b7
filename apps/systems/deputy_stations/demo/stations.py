"""Twelve stations of 示例区 with staff, every deputy in one, two chains, checks with a photo. All invented."""

from collections import defaultdict
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from math import cos, pi, sin

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Area, Unit, UnitKind
from apps.foundation.people.demo import DISTRICT, STREETS, TOWNS, account_add
from apps.foundation.people.models import Mandate, Person, RoleAssignment
from apps.foundation.people.services.persons import person_create
from apps.office.documents.demo import demo_actor
from apps.systems.deputy_stations.models import Chain, DeputyPage, Level, Outline, StaffTitle, Station, Theme, Tier
from apps.systems.deputy_stations.selectors.coverage import communities
from apps.systems.deputy_stations.selectors.stations import checklists_of
from apps.systems.deputy_stations.services.chaining import chain_create, firm_add
from apps.systems.deputy_stations.services.checking import Finding, checks_record
from apps.systems.deputy_stations.services.staffing import staff_appoint
from apps.systems.deputy_stations.services.stationing import mandates_station, page_change, person_station
from apps.systems.deputy_stations.services.stations import station_found

LIAISON = "jiazhan"
AGO = timedelta(days=400)
MIDDLE = (30.02, 107.08)
HOURS = "工作日 9:00—17:00,接待日见值班表"
HEADS = (
    "周启明", "谭文静", "贺春林", "邹立群", "孟晓东", "汪雨晴", "董志坚", "侯佳宁", "秦望舒", "葛长青",
    "鲁思远", "范新月",
)  # fmt: skip
VILLAGE, COMMUNITY, POINT = "新民村代表活动站", "红星社区代表活动站", "农机产业链代表活动点"


def load(at: datetime) -> None:
    """As of 400 days ago; the people, organs and accounts must be there."""
    by, since = demo_actor("quwei", at), at - AGO
    district = Area.objects.get(name=DISTRICT, is_demo=True)
    homes = {name: _home(name, number, by, since) for number, name in enumerate((*TOWNS, *STREETS))}
    top = _found(district, f"{DISTRICT}代表之家", Tier.HOME, 7, by, since, address=f"{DISTRICT}人民路1号")
    _found(district, "青禾巴渝实践站", Tier.PRACTICE, 8, by, since, address="青禾镇文化广场", theme=Theme.PARK)
    village = _below(homes["青禾镇"], VILLAGE, 9, "新民村", by, since)
    _below(homes["滨江街道"], COMMUNITY, 10, "红星社区", by, since)
    chain = _chains(district, by, since)
    point = _found(
        homes["青禾镇"].area, POINT, Tier.POINT, 11, by, since, theme=Theme.CHAIN, chain=chain, parent=homes["青禾镇"],
        address="青禾镇工业园3号楼",
    )  # fmt: skip
    _deputies(homes, village, by, since)
    for name, level in (("罗远航", Level.CITY), ("沈若兰", Level.NATION)):
        person_station(station=top, name=name, level=level, starts_on=local_day(since), by=by, at=since)
    _firms(chain, point, by, since)
    _checks(homes["青禾镇"], by, at - timedelta(days=20))
    _account(homes["青禾镇"], by, since)
    _pages(by, at)
    Outline.objects.create(area=district, shape=_outline(), uploaded_by=by.name, uploaded_at=since)


def _found(area: Area, name: str, tier: str, number: int, by: Actor, at: datetime, **values: object) -> Station:
    """On two rings around the middle of the district."""
    turn, reach = 2 * pi * number / 12, 0.05 if number % 2 else 0.09
    known = {
        "tier": tier, "phone": f"023-8800{number:04}", "complaint_phone": "023-88001234", "hours": HOURS,
        "latitude": Decimal(f"{MIDDLE[0] + reach * sin(turn):.6f}"),
        "longitude": Decimal(f"{MIDDLE[1] + reach * cos(turn):.6f}"),
        "radius_m": 1500, "floor_space": 80 + 10 * number, "residents": 3000 + 700 * number,
        "introduction": "群众可以在这里约见代表、反映意见建议;代表在这里学习、接待、活动。",
        "founding_number": f"示例人发〔{at.year}〕12号", **values,
    }  # fmt: skip
    served = values.pop("serves", ())
    station = station_found(
        area=area, name=name, values={key: value for key, value in known.items() if key != "serves"}, serves=served,
        opened_on=local_day(at), by=by, at=at,
    )  # fmt: skip
    staff_appoint(station=station, title=StaffTitle.HEAD, name=HEADS[number], starts_on=local_day(at), by=by, at=at)
    return station


def _home(name: str, number: int, by: Actor, at: datetime) -> Station:
    """The home of a town or street serves all its villages or communities; of 云岭镇 one is left out, to be seen."""
    area = Area.objects.get(name=name, is_demo=True)
    served = list(communities(area.path, local_day(at)))
    served = served[:-1] if name == "云岭镇" else served
    return _found(area, f"{name}代表之家", Tier.HOME, number, by, at, address=f"{name}便民服务中心一楼", serves=served)


def _below(home: Station, name: str, number: int, place: str, by: Actor, at: datetime) -> Station:
    served = communities(home.area.path, local_day(at)).filter(name=place)
    return _found(
        home.area, name, Tier.STATION, number, by, at, parent=home, address=f"{home.area.name}{place}党群服务中心",
        serves=served,
    )  # fmt: skip


def _deputies(homes: dict[str, Station], village: Station, by: Actor, at: datetime) -> None:
    """Where they live: those of the first electoral district of 青禾镇 in the village's, everybody else at home."""
    seats: dict[Station, list[Mandate]] = defaultdict(list)
    rows = Mandate.objects.serving_on(local_day(at)).select_related("person__area", "term__body", "electoral_district")
    for seat in rows.filter(person__area__name__in=homes).order_by("term__body__area__path", "person__pinyin"):
        home = homes[seat.person.area.name]
        is_first = seat.electoral_district is not None and seat.electoral_district.number == 1
        seats[village if is_first and home.area_id == village.area_id else home].append(seat)
    for station, held in seats.items():
        mandates_station(station=station, mandates=held, starts_on=local_day(at), by=by, at=at)


def _chains(district: Area, by: Actor, at: datetime) -> Chain:
    units = Unit.objects.filter(area=district, kind=UnitKind.DEPARTMENT)
    told = "从零部件到整机,共同研究用工、用地和物流。"
    cities, farms = units.filter(name__contains="城市"), units.filter(name__contains="农业")
    chain_create(office=district, name="生态旅游", lead_firm="云岭文旅公司", linked_units=cities, by=by, at=at)
    return chain_create(
        office=district, name="智能农机", lead_firm="青禾农机公司", note=told, linked_units=farms, by=by, at=at
    )


def _firms(chain: Chain, point: Station, by: Actor, at: datetime) -> None:
    """Four deputies join the point beside their own station; three firms are linked to one of them."""
    rows = Mandate.objects.filter(person__stationings__station__name="青禾镇代表之家").order_by("person__pinyin")
    seats = list(rows.select_related("person", "term__body")[:4])
    mandates_station(station=point, mandates=seats, is_main=False, starts_on=local_day(at), by=by, at=at)
    firms = ("青禾齿轮厂", "石桥锻造公司", "白沙电控公司", "云岭橡胶厂")
    for number, name in enumerate(firms):
        deputy = seats[number % 3].person if number < 3 and seats else None
        firm_add(chain=chain, name=name, contact="厂办", deputy=deputy, by=by, at=at)


def _checks(station: Station, by: Actor, at: datetime) -> None:
    for found in checklists_of(station, local_day(at)):
        findings = [
            Finding(line.item, number != 5 or found.kind != "equipment", photos=_photos(found.kind, number))
            for number, line in enumerate(found.lines)
        ]
        checks_record(station=station, kind=found.kind, findings=findings, by=by, at=at)


def _photos(kind: str, number: int) -> tuple[SimpleUploadedFile, ...]:
    """One drawing of a wall with boards, in place of a photo."""
    if kind != "wall" or number:
        return ()
    picture = Image.new("RGB", (800, 600), "#e9e2d6")
    draw = ImageDraw.Draw(picture)
    for left in (60, 310, 560):
        draw.rectangle((left, 90, left + 190, 420), "#ffffff", "#9f1d20", 6)
        draw.rectangle((left, 90, left + 190, 150), "#9f1d20")
        for line in range(180, 400, 30):
            draw.rectangle((left + 24, line, left + 166, line + 8), "#8b96a3")
    file = BytesIO()
    picture.save(file, "JPEG", quality=80)
    return (SimpleUploadedFile("组织机构上墙.jpg", file.getvalue(), "image/jpeg"),)


def _account(station: Station, by: Actor, at: datetime) -> None:
    """The liaison officer signs in as the handler of the station's unit."""
    person = person_create(area=station.area, details={"name": "文小雅"}, by=by, at=at)
    account_add(person, LIAISON, "青禾镇代表之家联络员")
    RoleAssignment.objects.create(person=person, role=HANDLER, unit=station.unit, starts_on=local_day(at))
    staff_appoint(
        station=station, title=StaffTitle.LIAISON, name="", person=person, starts_on=local_day(at), by=by, at=at
    )


def _pages(by: Actor, at: datetime) -> None:
    for username in ("daibiao1", "daibiao2", "qudaibiao"):
        person = Person.objects.get(user__username=username)
        for page in DeputyPage.objects.filter(person=person):
            page_change(
                page=page, introduction="在基层工作多年,关注道路、用水、养老和产业发展。欢迎到家站来谈。",
                office_phone="023-88001200", is_shown=True, by=by, at=at,
            )  # fmt: skip


def _outline() -> list[list[list[list[float]]]]:
    """A rounded border, dented here and there."""
    points = []
    for step in range(48):
        turn = 2 * pi * step / 48
        reach = 0.14 + 0.012 * sin(5 * turn) + 0.006 * cos(11 * turn)
        points.append([round(MIDDLE[1] + 1.15 * reach * cos(turn), 5), round(MIDDLE[0] + reach * sin(turn), 5)])
    return [[[*points, points[0]]]]
