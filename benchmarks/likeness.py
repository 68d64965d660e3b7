"""Likely duplicates among many submissions of 60 to 120 characters, and the register's search. On servers of its own.

python -m benchmarks.likeness --rows 10000 --json
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from random import Random
from typing import Any

import django
from django.core.management import call_command
from django.db import connection, transaction

from deploy.local import services

AT = datetime(2026, 3, 20, 1, tzinfo=UTC)
PLACES = (
    "新民村",
    "红星村",
    "前进村",
    "幸福社区",
    "和平村",
    "光明村",
    "农贸市场",
    "小学",
    "卫生院",
    "客运站",
    "文化广场",
)
SPOTS = ("门口", "后面的路", "旁边的水沟", "三组村口", "河边", "路口", "公交站", "老楼", "停车场", "水塔")
THINGS = ("没有路灯", "路面坑洼", "排水不畅", "垃圾没人清运", "水质发黄", "没有停车位", "健身器材坏了", "信号灯太短")
WORRIES = ("老人孩子出行不安全", "下雨天积水很深", "气味很大影响生活", "晚上经常有人摔倒", "车子进不来", "大家意见很大")
WISHES = ("希望尽快安装", "请安排人来修一修", "能不能列入明年的计划", "请给一个答复", "建议统一改造", "希望有人管一管")
LETTERS = "".join(map(chr, range(0x4E00, 0x4E00 + 2500)))
SAMPLES = 30


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with services.scratch() as env:
        os.environ.update(env, DJANGO_SETTINGS_MODULE="congress_portal.settings", LOG_LEVEL="ERROR")
        django.setup()
        call_command("migrate", verbosity=0)
        figures = measure(options.rows)
        connection.close()
    print(json.dumps(figures) if options.json else "\n".join(f"{name}: {value}" for name, value in figures.items()))


def measure(rows: int) -> dict[str, Any]:
    """Milliseconds in the middle and at the worst; how often the text that was said again in other words is named."""
    from apps.congress.matters.models import Submission  # noqa: PLC0415 - the settings have to be known first
    from apps.congress.matters.selectors import likely_duplicates  # noqa: PLC0415

    random = Random(2026)
    texts = [sentence(random) for _ in range(rows)]
    keep(texts)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE matters_submission")
    among = Submission.objects.filter(purpose="benchmark")
    asked = random.sample(texts, SAMPLES)
    alike = timed(lambda text: likely_duplicates(text=said_again(text, random), among=among), asked)
    search = timed(lambda text: list(among.found_by(text[:4])[:25]), asked)
    named = sum(
        any(likeness.submission.text == text for likeness in found)
        for text, found in zip(asked, alike["results"], strict=True)
    )
    return {
        "rows": rows,
        "duplicates_ms": alike["median"], "duplicates_worst_ms": alike["worst"], "named_of": f"{named}/{SAMPLES}",
        "search_ms": search["median"], "search_worst_ms": search["worst"],
    }  # fmt: skip


def sentence(random: Random) -> str:
    """60 to 120 characters: the phrases everybody uses, and words of one's own."""
    said = "".join(random.choice(part) for part in (PLACES, SPOTS, THINGS)) + ","
    said += f"{random.choice(WORRIES)},"
    said += "".join(random.choices(LETTERS, k=random.randint(30, 75)))
    return f"{said},{random.choice(WISHES)}。"


def said_again(text: str, random: Random) -> str:
    """The same in a third of other letters and another order."""
    parts = text.rstrip("。").split(",")
    random.shuffle(parts)
    cut = [part[: max(4, len(part) * 2 // 3)] for part in parts]
    return ",".join([*cut, "".join(random.choices(LETTERS, k=15))])


@transaction.atomic
def keep(texts: list[str]) -> None:
    """Rows as `submission_receive` writes them, without its log."""
    from apps.congress.matters.models import NumberSeries, Submission  # noqa: PLC0415
    from apps.congress.matters.rules.likeness import bigrams  # noqa: PLC0415
    from apps.foundation.organisations.models import Area  # noqa: PLC0415

    area = Area.objects.add_root({"name": "测速镇", "kind": "town", "starts_on": date(2022, 1, 1)})
    series = NumberSeries.objects.create(area=area, year=2026, last=len(texts))
    Submission.objects.bulk_create(
        (
            Submission(
                area=area, series=series, number=f"2026-{number:06}", purpose="benchmark", channel="online", text=text,
                proposer_kind="anonymous", received_at=AT, code_index=f"benchmark{number}", bigrams=bigrams(text),
            )
            for number, text in enumerate(texts, start=1)
        ),
        batch_size=1000,
    )  # fmt: skip


def timed(act: Callable[[str], Any], texts: list[str]) -> dict[str, Any]:
    act(texts[0])  # warm
    times, results = [], []
    for text in texts:
        start = time.perf_counter()
        results.append(act(text))
        times.append((time.perf_counter() - start) * 1000)
    return {"median": round(statistics.median(times), 1), "worst": round(max(times), 1), "results": results}


if __name__ == "__main__":
    main()
