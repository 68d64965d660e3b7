"""The people of 示例区: a district, four towns, three streets, their bodies, members and accounts. All invented."""

import json
from datetime import date, datetime
from pathlib import Path
from random import Random

from django.conf import settings
from django.contrib.auth.hashers import make_password

from apps.foundation.accounts.models import User
from apps.foundation.core.actors import HANDLER, LEADER, OPERATOR, STAFF
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Area, AreaKind, ElectoralDistrict, Unit, UnitKind
from apps.foundation.people.models import (
    Group,
    GroupKind,
    Mandate,
    MandateKind,
    MandateState,
    MandateStatus,
    Membership,
    Person,
    Post,
    RoleAssignment,
    Sex,
    Term,
)
from apps.foundation.people.rules import initials_of, pinyin_of

PASSWORD = "shili-2026-demo"
DISTRICT = "示例区"
TOWNS = {"青禾镇": 60, "白沙镇": 52, "石桥镇": 78, "云岭镇": 45}
STREETS = {"滨江街道": 42, "东湖街道": 38, "南塘街道": 45}
DISTRICT_DEPUTIES = 200
VILLAGES = ("新民", "红星", "前进", "幸福", "和平", "光明")
SURNAMES = "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹章苏潘葛范彭鲁马方任袁柳唐薛雷贺倪汤罗毕郝"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华文辉玉兰建国志红梅春光海波鹏飞雪松林立新宏福生永康"
WORKPLACES = (
    "村党支部书记",
    "社区居委会主任",
    "小学教师",
    "卫生院医生",
    "种植大户",
    "企业负责人",
    "个体工商户",
    "镇干部",
)


def load(at: datetime) -> None:
    """Write the district. Called once, on a database without areas."""
    today, random = local_day(at), Random(2026)
    since = date(today.year - 4, 1, 15)
    district = Area.objects.add_root(_area(DISTRICT, AreaKind.DISTRICT, since, "500199"))
    term = _district_bodies(district, since)
    groups = {}
    for index, (name, quota) in enumerate({**TOWNS, **STREETS}.items(), start=1):
        kind = AreaKind.TOWN if name in TOWNS else AreaKind.STREET
        area = Area.objects.add_child(district, _area(name, kind, since, f"500199{index:03}000"))
        groups[area] = _group(
            term, GroupKind.DELEGATION, f"{name.removesuffix('街道').removesuffix('镇')}代表团", index
        )
        _place_bodies(area, quota, since, random)
    _members(term, list(groups), DISTRICT_DEPUTIES, random, since, groups)
    _write_accounts(_accounts(district, since))


def _area(name: str, kind: str, since: date, code: str) -> dict:
    return {"name": name, "kind": kind, "starts_on": since, "code": code, "is_demo": True}


def _unit(area: Area, kind: str, name: str, since: date, parent: Unit | None = None) -> Unit:
    return Unit.objects.create(area=area, kind=kind, name=name, starts_on=since, parent=parent)


def _term(body: Unit, number: int, quota: int, since: date) -> Term:
    return Term.objects.create(body=body, number=number, quota=quota, elected=quota, first_session_on=since)


def _group(term: Term, kind: str, name: str, number: int) -> Group:
    return Group.objects.create(term=term, kind=kind, name=name, number=number)


def _district_bodies(district: Area, since: date) -> Term:
    congress = _unit(district, UnitKind.DISTRICT_CONGRESS, "示例区人民代表大会", since)
    _unit(district, UnitKind.STANDING_COMMITTEE, "示例区人大常委会", since, congress)
    _unit(district, UnitKind.PARTY_COMMITTEE, "中共示例区委员会", since)
    government = _unit(district, UnitKind.GOVERNMENT, "示例区人民政府", since)
    for name in (
        "教育委员会",
        "民政局",
        "交通局",
        "住房和城乡建设委员会",
        "卫生健康委员会",
        "农业农村委员会",
        "城市管理局",
    ):
        _unit(district, UnitKind.DEPARTMENT, f"示例区{name}", since, government)
    return _term(congress, 19, DISTRICT_DEPUTIES, since)


def _place_bodies(area: Area, quota: int, since: date, random: Random) -> None:
    suffix, kind = ("村", AreaKind.VILLAGE) if area.kind == AreaKind.TOWN else ("社区", AreaKind.COMMUNITY)
    places = [
        Area.objects.add_child(area, _area(f"{village}{suffix}", kind, since, f"{area.code[:9]}{number:03}"))
        for number, village in enumerate(VILLAGES, start=1)
    ]
    if area.kind == AreaKind.TOWN:
        term = _town_bodies(area, quota, since, places)
    else:
        term = _street_bodies(area, quota, since)
    groups = [
        _group(term, GroupKind.DEPUTY_GROUP, f"第{number}小组", n) for n, number in enumerate("一二三四", start=1)
    ]
    _members(term, [area], quota, random, since, groups)


def _town_bodies(area: Area, quota: int, since: date, places: list[Area]) -> Term:
    congress = _unit(area, UnitKind.TOWN_CONGRESS, f"{area.name}人民代表大会", since)
    _unit(area, UnitKind.PRESIDIUM, f"{area.name}人大主席团", since, congress)
    _unit(area, UnitKind.PARTY_COMMITTEE, f"中共{area.name}委员会", since)
    government = _unit(area, UnitKind.GOVERNMENT, f"{area.name}人民政府", since)
    for name in ("民生服务办公室", "规划建设管理办公室", "农业服务中心"):
        _unit(area, UnitKind.DEPARTMENT, f"{area.name}{name}", since, government)
    for number, place in enumerate(places, start=1):
        district = ElectoralDistrict.objects.create(
            area=area, number=number, name=f"第{number}选区({place.name})", starts_on=since
        )
        district.covers.add(place)
    return _term(congress, 20, quota, since)


def _street_bodies(area: Area, quota: int, since: date) -> Term:
    _unit(area, UnitKind.STREET_WORKING_COMMITTEE, f"示例区人大常委会{area.name}工作委员会", since)
    _unit(area, UnitKind.PARTY_WORK_COMMITTEE, f"中共示例区{area.name}工作委员会", since)
    office = _unit(area, UnitKind.STREET_OFFICE, f"{area.name}办事处", since)
    for name in ("民生服务办公室", "城市管理办公室"):
        _unit(area, UnitKind.DEPARTMENT, f"{area.name}{name}", since, office)
    return _term(_unit(area, UnitKind.DELIBERATION_MEETING, f"{area.name}议事代表会议", since), 1, quota, since)


def _members(
    term: Term, areas: list[Area], count: int, random: Random, since: date, groups: dict[Area, Group] | list[Group]
) -> None:
    """`count` members with seats since `since`, spread evenly over `areas` and `groups`."""
    people = [_person(areas[number % len(areas)], name, random) for number, name in enumerate(_names(random, count))]
    Person.objects.bulk_create(people)
    is_street = term.body.kind == UnitKind.DELIBERATION_MEETING
    kind = MandateKind.REPRESENTATIVE if is_street else MandateKind.DEPUTY
    districts = list(term.body.area.electoral_districts.all())
    mandates = [
        Mandate(
            person=person,
            term=term,
            kind=kind,
            certificate_number=f"{term.number}{number:04}",
            electoral_district=districts[number % len(districts)] if districts else None,
        )
        for number, person in enumerate(people, start=1)
    ]
    Mandate.objects.bulk_create(mandates)
    MandateStatus.objects.bulk_create(
        MandateStatus(mandate=mandate, state=MandateState.SERVING, starts_on=since) for mandate in mandates
    )
    listed = list(groups.values()) if isinstance(groups, dict) else groups
    Membership.objects.bulk_create(
        Membership(
            group=groups[person.area] if isinstance(groups, dict) else listed[number % len(listed)],
            person=person,
            starts_on=since,
        )
        for number, person in enumerate(people)
    )


def _names(random: Random, count: int) -> list[str]:
    names: dict[str, None] = {}
    while len(names) < count:
        given = "".join(random.sample(GIVEN, random.choice((1, 2, 2))))
        names[random.choice(SURNAMES) + given] = None
    return list(names)


def _person(area: Area, name: str, random: Random) -> Person:
    return Person(
        area=area,
        name=name,
        pinyin=pinyin_of(name),
        initials=initials_of(name),
        sex=random.choice((Sex.MALE, Sex.MALE, Sex.FEMALE)),
        ethnic_group=random.choice(("汉族", "汉族", "汉族", "土家族", "苗族")),
        born_on=date(random.randint(1955, 2000), random.randint(1, 12), random.randint(1, 28)),
        party=random.choice(("中共党员", "中共党员", "群众", "民盟")),
        education=random.choice(("大学", "大专", "高中", "研究生")),
        workplace=area.name + random.choice(WORKPLACES),
        phone=f"1990000{random.randint(0, 9999):04}",
    )


def _accounts(district: Area, since: date) -> list[dict[str, str]]:
    town, street = Area.objects.get(name="青禾镇"), Area.objects.get(name="滨江街道")
    department = Unit.objects.get(name="青禾镇规划建设管理办公室")
    congress = Unit.objects.get(name="青禾镇人民代表大会")
    offices = [
        ("admin", "系统管理员", "管理员", district, OPERATOR, {"area": district}),
        ("quwei", "区人大代表工委工作人员", "区办同志", district, STAFF, {"area": district}),
        ("qinghe", "青禾镇人大工作人员", "镇办同志", town, STAFF, {"area": town}),
        ("binjiang", "滨江街道人大工委工作人员", "街办同志", street, STAFF, {"area": street}),
        ("lingdao", "区领导", "区领导", district, LEADER, {"area": district}),
        ("zhenwei", "青禾镇领导", "镇领导", town, LEADER, {"area": town}),
        ("chengban", "承办单位办理员", "办理员", town, HANDLER, {"unit": department}),
        ("guijian", "承办单位负责人", "规建主任", town, HANDLER, {"unit": department}),
    ]
    for username, _, name, area, role, scope in offices:
        person = Person.objects.create(area=area, name=name, pinyin=pinyin_of(name), initials=initials_of(name))
        _account(person, username)
        RoleAssignment.objects.create(person=person, role=role, starts_on=since, **scope)
    members = _member_accounts()
    chair = members["daibiao1"][0]
    Post.objects.create(person=chair, unit=congress, title="主席", starts_on=since)
    rows = [(username, title, name) for username, title, name, *_ in offices]
    rows += [(username, title, person.name) for username, (person, title) in members.items()]
    return [{"username": username, "title": title, "name": name} for username, title, name in rows]


def _member_accounts() -> dict[str, tuple[Person, str]]:
    wanted = {
        "daibiao1": ("青禾镇人民代表大会", 0, "青禾镇人大代表(主席)"),
        "daibiao2": ("青禾镇人民代表大会", 1, "青禾镇人大代表"),
        "daibiao3": ("白沙镇人民代表大会", 0, "白沙镇人大代表"),
        "qudaibiao": ("示例区人民代表大会", 0, "区人大代表"),
        "yishi1": ("滨江街道议事代表会议", 0, "滨江街道议事代表"),
    }
    found = {}
    for username, (body, index, title) in wanted.items():
        person = Person.objects.filter(mandates__term__body__name=body).order_by("pinyin", "pk")[index]
        _account(person, username)
        found[username] = (person, title)
    return found


def _account(person: Person, username: str) -> None:
    person.user = User.objects.create(username=username, name=person.name, password=make_password(PASSWORD))
    person.save(update_fields=["user"])


def account_add(person: Person, username: str, title: str) -> None:
    """An account of a system's own part of the demo, listed after the others."""
    _account(person, username)
    path = Path(settings.DATA_DIR) / "demo_accounts.json"
    listed = json.loads(path.read_text())
    listed.append({"username": username, "title": title, "name": person.name, "password": PASSWORD})
    path.write_text(json.dumps(listed, ensure_ascii=False, indent=1))


def _write_accounts(accounts: list[dict[str, str]]) -> None:
    """What the sign-in page lists in demo mode; an office's own installation never has this file."""
    path = Path(settings.DATA_DIR) / "demo_accounts.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    listed = [{**account, "password": PASSWORD} for account in accounts]
    path.write_text(json.dumps(listed, ensure_ascii=False, indent=1))
