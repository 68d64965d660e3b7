"""A reform plan handed over to every place of a city, and one of its tasks amended there: seconds of the order in the
request, seconds of the work behind the scenes, milliseconds a cell. On servers of its own.

python -m benchmarks.reform --json
"""

import argparse
import json
import os
from datetime import date, datetime
from time import perf_counter
from typing import Any

import django
from django.core.management import call_command
from django.db import connection

from deploy.local import services

TODAY, DUE, LATER = date(2026, 3, 20), date(2026, 9, 30), date(2026, 10, 31)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", type=int, default=250)
    parser.add_argument("--tasks", type=int, default=10)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with services.scratch() as env:
        os.environ.update(env, DJANGO_SETTINGS_MODULE="congress_portal.settings", LOG_LEVEL="ERROR", DEBUG="0")
        django.setup()
        call_command("migrate", verbosity=0)
        figures = measure(options.places, options.tasks)
        connection.close()
    print(json.dumps(figures) if options.json else "\n".join(f"{name}: {value}" for name, value in figures.items()))


def measure(places: int, tasks: int) -> dict[str, Any]:
    """Hand-over of `tasks` to each of `places`, then another last day of one task in all of them."""
    from apps.foundation.core.actors import STAFF, Actor  # noqa: PLC0415 - the settings have to be known first
    from apps.systems.reform_tasks.services import amending, handing_over  # noqa: PLC0415

    load, plan = os.getloadavg()[0], filled(places, tasks)
    by = Actor("工作人员", STAFF, area_path=plan.office.path)
    order, ordered = timed(lambda: handing_over.plan_hand_over(plan=plan, by=by, at=moment()))
    order, worked = timed(lambda: handing_over.hand_over_run(order=order))
    if order.refusal or order.made != places * tasks:
        raise SystemExit(order.refusal or "not all made")
    plan.refresh_from_db()
    task = plan.items.get().tasks.first()
    draft = amending.Amendment(LATER, (), "工作调整", "专题会议")
    amended, asked = timed(
        lambda: amending.task_amend(task=task, draft=draft, revision=plan.revision, by=by, at=moment())
    )
    amended, adjusted = timed(lambda: amending.amend_run(order=amended))
    if amended.refusal or amended.done != places:
        raise SystemExit(amended.refusal or "not all amended")
    return {
        "load": round(load, 1), "places": places, "tasks": tasks, "hand_over_request_seconds": ordered,
        "hand_over_work_seconds": worked, "hand_over_ms_a_cell": round(worked * 1000 / (places * tasks), 1),
        "amend_request_seconds": asked, "amend_work_seconds": adjusted,
        "amend_ms_a_cell": round(adjusted * 1000 / places, 1),
    }  # fmt: skip


def filled(places: int, tasks: int) -> Any:
    """An approved plan of a district with so many towns that have the organs which lead."""
    from apps.foundation.organisations.models import Area, Unit  # noqa: PLC0415
    from apps.systems.reform_tasks.models import ReformItem, ReformPlan, ReformTask  # noqa: PLC0415

    since = {"starts_on": date(2022, 1, 1)}
    district = Area.add_root(name="示例区", kind="district", **since)
    units = []
    for number in range(places):
        town = district.add_child(name=f"第{number}镇", kind="town", **since)
        units += [
            Unit(area=town, kind=kind, name=f"{town.name}{kind}", **since)
            for kind in ("party_committee", "presidium", "government")
        ]
    Unit.objects.bulk_create(units)
    plan = ReformPlan.objects.create(
        office=district, year=2026, title="改革实施方案", state="approved", approved_on=TODAY, created_at=moment()
    )
    item = ReformItem.objects.create(plan=plan, number=1, title="代表家站")
    for number in range(tasks):
        ReformTask.objects.create(
            item=item, number=number + 1, title=f"第{number + 1}项任务", content="按标准办理。", outcome="other",
            lead="executive", places="all", starts_on=TODAY, due_on=DUE,
        )  # fmt: skip
    return ReformPlan.objects.with_office().get(pk=plan.pk)


def timed(act: Any) -> tuple[Any, float]:
    began = perf_counter()
    result = act()
    return result, round(perf_counter() - began, 2)


def moment() -> datetime:
    from django.utils import timezone  # noqa: PLC0415

    return timezone.make_aware(datetime(TODAY.year, TODAY.month, TODAY.day, 9))


if __name__ == "__main__":
    main()
