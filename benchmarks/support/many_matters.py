"""A city full of matters: 16 districts, 250 towns and streets, five years, written by the database itself.

Rows are those the portal writes, with every check and trigger in force; only indexes are taken off while rows are
loaded, and built again before anything is measured, as a restored backup does.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random

from django.db import connection, transaction

from apps.congress.matters.models import Handling, Matter, MatterTally, PlaceTally, Submission
from apps.congress.matters.rules.likeness import bigrams
from apps.congress.matters.selectors.deadlines import rules_of_today
from apps.foundation.accounts.models import User
from apps.foundation.organisations.models import Area, DayTally, Unit
from apps.foundation.people.models import Person, RoleAssignment

DISTRICTS, OFFICES, STREETS, POOL, BATCH = 16, 250, 70, 20_000, 100_000
SINCE = date(2015, 1, 1)
RARE, COMMON = "蓝尾鸲", "尽快"
"""Words to look for: in some twenty of a million texts, and in a third of them."""
LETTERS = "".join(map(chr, range(0x4E00, 0x4E00 + 2500)))
PLACES = ("新民村", "红星村", "前进村", "幸福社区", "和平村", "光明村", "农贸市场", "中心小学", "卫生院", "客运站")
SPOTS = ("门口道路", "排水沟", "三组村口", "河道", "十字路口", "公交站", "老旧小区", "停车场", "蓄水池", "文化广场")
THINGS = ("安装路灯", "整治路面", "疏通管网", "清运垃圾", "改善水质", "增设车位", "更换健身器材", "延长绿灯时间")
WORRIES = ("老人孩子出行不安全", "下雨天积水很深", "气味很大影响生活", "晚上经常有人摔倒", "车子进不来", "群众意见很大")
WISHES = ("希望尽快安排", "请派人现场查看", "建议列入明年计划", "请给一个明确答复", "建议统一改造", "希望加强管理")
CATEGORIES = ("财政经济", "内务司法", "城乡建设", "农业农村", "教科文卫与民宗", "其他")


TOWN = f"第{STREETS + 2}镇"
"""Of a middling size, see `_offices`."""


def ground(several: int = DISTRICTS, offices_wanted: int = OFFICES, streets: int = STREETS) -> None:
    """The city with its units and one signed-up staff member of each level."""
    city = Area.objects.add_root({"name": "测速市", "kind": "city", "starts_on": SINCE})
    districts = [
        city.add_child(name=f"第{number}区", kind="district", starts_on=SINCE) for number in range(1, several + 1)
    ]
    offices = [
        districts[number % several].add_child(
            name=f"第{number}{'街道' if number < streets else '镇'}",
            kind="street" if number < streets else "town", starts_on=SINCE,
        )
        for number in range(offices_wanted)
    ]  # fmt: skip
    names = {"district": 20, "town": 7, "street": 7}
    Unit.objects.bulk_create(
        Unit(area=area, kind="department" if number else "government", name=f"{area.name}第{number}办", starts_on=SINCE)
        for area in (*districts, *offices)
        for number in range(names[area.kind])
    )
    town = offices[streets + 2]
    for name, area in (("city", city), ("district", Area.objects.get(pk=town.pk).get_parent()), ("town", town)):
        user = User.objects.create(username=f"bench-{name}", name=name)
        person = Person.objects.create(area=area, name=name, pinyin=name, initials=name[0], user=user)
        RoleAssignment.objects.create(person=person, role="staff", area=area, starts_on=SINCE)
    _pool()
    _offices()


def asked_for() -> dict[str, str]:
    """Keys of the town and the unit that lists are narrowed to."""
    unit = Unit.objects.select_related("area").get(area__name=TOWN, kind="government")
    return {"town": str(unit.area.public_id), "unit": str(unit.public_id)}


def _pool() -> None:
    """Titles and texts with their bigrams, as the portal takes them apart; every matter gets one of them."""
    random = Random(2026)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_pool (n int PRIMARY KEY, title text, text text, grams tsvector)")
        with cursor.copy("COPY bench_pool (n, title, text, grams) FROM STDIN") as copy:
            for number in range(POOL):
                title = f"关于{random.choice(PLACES)}{random.choice(SPOTS)}{random.choice(THINGS)}的建议"
                text = _text(random, number)
                grams = bigrams(f"{title} {text}")
                copy.write_row((number, title, text, " ".join(f"'{gram}'" for gram in grams)))


def _text(random: Random, number: int) -> str:
    """90 to 200 characters: the phrases everybody uses, and words of one's own."""
    own = "".join(random.choices(LETTERS, k=random.randint(40, 120)))
    rare = f"{RARE}栖息地," if number == POOL // 2 else ""
    said = f"{random.choice(PLACES)}{random.choice(SPOTS)}多年未修,{random.choice(WORRIES)}。{rare}{own},"
    return f"{said}{random.choice(WORRIES)},{random.choice(WISHES)}。联系电话请见登记表。"


def _offices() -> None:
    """Where matters arise: offices with their level, units and rules; the first are three times as busy as the last."""
    levels = {area.kind: area for area in Area.objects.filter(kind__in=["town", "street"])}
    kinds = ("suggestion", "opinion", "deliberation", "inspection", "request")
    rules = {
        f"{level}:{kind}": rules_of_today(area, kind, date(2026, 1, 5))
        for level, area in levels.items()
        for kind in kinds
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bench_rules AS SELECT key, value AS rules FROM jsonb_each(%s::jsonb)", [json.dumps(rules)]
        )
        cursor.execute(
            """
            CREATE TABLE bench_office AS
            SELECT row_number() OVER (ORDER BY area.id) - 1 AS n, area.id, area.path, area.kind,
                   array_agg(unit.id ORDER BY unit.kind DESC, unit.id) AS units,
                   (SELECT array_agg(above.id ORDER BY above.id) FROM organisations_unit above
                    JOIN organisations_area over ON over.id = above.area_id
                    WHERE over.path = left(area.path, 8)) AS district_units
            FROM organisations_area area JOIN organisations_unit unit ON unit.area_id = area.id
            WHERE area.kind IN ('town', 'street') GROUP BY area.id
            """
        )


def city(number: int, today: date) -> None:
    """The whole city with so many matters."""
    ground()
    fill(number, today)


def fill(number: int, today: date, offices: int = OFFICES, *, searched: bool = True) -> None:
    """So many matters, the oldest five years ago, the newest of `today`. Those that are never `searched` have no
    bigrams, whose index takes longer than everything else."""
    known = {"number": number, "today": today, "since": today - timedelta(days=5 * 365), "searched": searched}
    known |= {"pool": POOL, "offices": offices, "categories": list(CATEGORIES)}
    statements = Path(__file__).with_suffix(".sql").read_text().strip().removesuffix(";").split(";\n")
    with without_indexes():
        for start in range(0, number, BATCH):
            with transaction.atomic(), connection.cursor() as cursor:
                # Each call of a row's trigger goes through all checks that wait for the end: 100,000 times 500,000.
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                for statement in statements:
                    cursor.execute(statement, {**known, "start": start, "end": min(start + BATCH, number)})
    for tally in (MatterTally, PlaceTally):
        tally.objects.fold()  # as every night
    DayTally.objects.fold(today)


@contextmanager
def without_indexes() -> Iterator[None]:
    """All but those of keys and constraints are built when the rows are there."""
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute(
            """
            SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
            WHERE indrelid = ANY (%s::regclass[]) AND NOT indisunique
            """,
            [[model._meta.db_table for model in (Submission, Matter, Handling)]],
        )
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f"DROP INDEX {name}")
        yield
        for _, definition in found:
            cursor.execute(definition)
