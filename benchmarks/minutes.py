"""Composes record and minutes of a session of two days with 60 deputies, 20 items, 150 speeches and 30 polls.

python -m benchmarks.minutes --json
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import django
from django.core.management import call_command
from django.db import connection

from deploy.local import services

AT = datetime(2026, 3, 20, 1, tzinfo=UTC)
SINCE = date(2022, 1, 1)
DEPUTIES, ITEMS, SITTINGS, SPEECHES, POLLS, OPINIONS, QUESTIONS, GUESTS = 60, 20, 4, 150, 30, 40, 10, 20
ROUNDS = 15
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明"
SAID = "报告实事求是，总结成绩客观，部署工作具体，建议进一步加大农村公路养护投入，完善污水管网，把好事办好、实事办实。"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with services.scratch() as env:
        os.environ.update(env, DJANGO_SETTINGS_MODULE="congress_portal.settings", LOG_LEVEL="ERROR")
        django.setup()
        call_command("migrate", verbosity=0)
        figures = measure()
        connection.close()
    print(json.dumps(figures) if options.json else "\n".join(f"{name}: {value}" for name, value in figures.items()))


def measure() -> dict[str, Any]:
    """Milliseconds in the middle and at the worst of each paper, its queries, and of drafting with every row."""
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - the settings have to be known first

    from apps.congress.minutes import composers  # noqa: PLC0415
    from apps.congress.minutes.models import Minutes  # noqa: PLC0415
    from apps.congress.minutes.selectors.page import paper_view  # noqa: PLC0415
    from apps.congress.minutes.services.drafting import minutes_draft  # noqa: PLC0415
    from apps.foundation.core.actors import Actor  # noqa: PLC0415

    meeting, figures = session_of_two_days(), {}
    for kind in ("record", "minutes"):
        start = time.perf_counter()
        draft = minutes_draft(meeting=meeting, kind=kind, by=Actor.system(), at=AT)
        figures[f"{kind}_drafted_ms"] = round((time.perf_counter() - start) * 1000, 1)
        paper = Minutes.objects.select_related("body", "meeting__body").get(pk=draft.pk)
        with CaptureQueriesContext(connection) as queries:
            sections = composers.composed(paper)
        spent = timed(lambda paper=paper: composers.composed(paper))
        figures[f"{kind}_ms"], figures[f"{kind}_worst_ms"], figures[f"{kind}_cpu_ms"] = spent
        figures[f"{kind}_queries"] = len(queries)
        figures[f"{kind}_characters"] = sum(len(one.text) for one in sections)
        figures[f"{kind}_page_ms"] = timed(lambda paper=paper: paper_view(paper, AT))[0]
    return figures


def timed(act: Callable[[], Any]) -> tuple[float, float, float]:
    """Milliseconds in the middle, at the worst, and of this process alone, which a busy machine does not change."""
    act()  # warm
    times, spent = [], []
    for _ in range(ROUNDS):
        start, cpu = time.perf_counter(), time.process_time()
        act()
        times.append((time.perf_counter() - start) * 1000)
        spent.append((time.process_time() - cpu) * 1000)
    return round(statistics.median(times), 1), round(max(times), 1), round(statistics.median(spent), 1)


def session_of_two_days() -> Any:
    """Rows as the services write them, without their acts."""
    from apps.congress.meetings import models as meetings  # noqa: PLC0415
    from apps.foundation.organisations.models import Area, Unit  # noqa: PLC0415
    from apps.foundation.people.models import Term  # noqa: PLC0415

    random = Random(2026)
    area = Area.objects.add_root({"name": "测速镇", "kind": "town", "starts_on": SINCE})
    body = Unit.objects.create(area=area, kind="town_congress", name="测速镇人民代表大会", starts_on=SINCE)
    unit = Unit.objects.create(area=area, kind="government", name="测速镇人民政府", starts_on=SINCE)
    term = Term.objects.create(body=body, number=20, quota=DEPUTIES, elected=DEPUTIES, first_session_on=SINCE)
    meeting = meetings.Meeting.objects.create(
        body=body, term=term, number=3, title="测速镇第二十届人民代表大会第三次会议", place="会议中心",
        starts_on=date(2026, 3, 20), ends_on=date(2026, 3, 21), state="closed",
    )  # fmt: skip
    items = meetings.AgendaItem.objects.bulk_create(
        meetings.AgendaItem(
            meeting=meeting, number=number, title=f"听取和审议第{number}项工作报告", reporter="镇长", unit=unit
        )
        for number in range(1, ITEMS + 1)
    )
    hours = [AT + timedelta(hours=5 * number) for number in range(SITTINGS)]
    sittings = meetings.Sitting.objects.bulk_create(
        meetings.Sitting(
            meeting=meeting, ordinal=number, kind="plenary", starts_at=at, place="会议中心", presided_by="赵伟",
            due=DEPUTIES, present=DEPUTIES - 3, state="open", opened_at=at, code_salt="",
        )
        for number, at in enumerate(hours, start=1)
    )  # fmt: skip
    _attended(area, term, meeting, sittings, random)
    _said(meeting, items, sittings, unit)
    _voted(body, items, sittings, random)
    meetings.Sitting.objects.update(state="closed", closed_at=AT + timedelta(hours=30))
    return meetings.Meeting.objects.select_related("body").get(pk=meeting.pk)


def _attended(area: Any, term: Any, meeting: Any, sittings: list[Any], random: Random) -> None:
    from apps.congress.meetings import models as meetings  # noqa: PLC0415
    from apps.foundation.people.models import Mandate, Person  # noqa: PLC0415

    people = Person.objects.bulk_create(
        Person(area=area, name=random.choice(SURNAMES) + "".join(random.sample(GIVEN, 2)), pinyin="a", initials="a")
        for _ in range(DEPUTIES)
    )
    seats = Mandate.objects.bulk_create(Mandate(person=person, term=term, kind="deputy") for person in people)
    meetings.Attendance.objects.bulk_create(
        meetings.Attendance(
            sitting=sitting, mandate=seat, person=seat.person, name=seat.person.name, group_name="第一小组",
            state="leave" if number < 2 else "expected" if number == 2 else "present", checked_in_at=AT,
        )
        for sitting in sittings
        for number, seat in enumerate(seats)
    )  # fmt: skip
    guests = meetings.Observer.objects.bulk_create(
        meetings.Observer(meeting=meeting, number=number, name=f"列席{number}", position="部门负责人")
        for number in range(GUESTS)
    )
    meetings.ObserverPresence.objects.bulk_create(
        meetings.ObserverPresence(observer=guest, sitting=sitting, arrived_at=AT)
        for guest in guests
        for sitting in sittings
    )


def _said(meeting: Any, items: list[Any], sittings: list[Any], unit: Any) -> None:
    from apps.congress.meetings import models as meetings  # noqa: PLC0415

    steps = [
        meetings.ProgrammeStep(
            sitting=sittings[number % SITTINGS], number=2 * number + second, kind=kind, agenda_item=item
        )
        for number, item in enumerate(items)
        for second, kind in enumerate(("hear", "deliberate"))
    ]
    meetings.ProgrammeStep.objects.bulk_create(steps)
    meeting.sittings.update(programme_revision=1)
    meetings.Speech.objects.bulk_create(
        meetings.Speech(
            sitting=sittings[number % SITTINGS], agenda_item=items[number % ITEMS], name=f"代表{number}", place=number,
            group_name="第一小组", state="spoken", asked_at=AT, began_at=AT + timedelta(minutes=number), ended_at=AT,
            gist=SAID,
        )
        for number in range(SPEECHES)
    )  # fmt: skip
    meetings.GroupOpinion.objects.bulk_create(
        meetings.GroupOpinion(
            meeting=meeting, sitting=sittings[number % SITTINGS], agenda_item=items[number % ITEMS], text=SAID,
            group_name="第一小组", unit=unit, written_by="记录员", written_at=AT,
        )
        for number in range(OPINIONS)
    )  # fmt: skip
    meetings.Question.objects.bulk_create(
        meetings.Question(
            meeting=meeting, sitting=sittings[number % SITTINGS], agenda_item=items[number % ITEMS], number=number + 1,
            name="代表", text=SAID, unit=unit, answer=SAID, asked_at=AT, state="answered",
        )
        for number in range(QUESTIONS)
    )  # fmt: skip


def _voted(body: Any, items: list[Any], sittings: list[Any], random: Random) -> None:
    from apps.congress.ballots.models import Count, Poll  # noqa: PLC0415
    from apps.congress.meetings.models import SittingPoll  # noqa: PLC0415

    for number in range(POLLS):
        poll = Poll.objects.create(
            body=body, title=f"第{number}项表决", held_under="议事规则", model="per_item", method="named", state="draft"
        )
        approve = random.randint(40, 57)
        item = {
            "name": f"第{number}项", "approve": approve, "oppose": 57 - approve, "abstain": 0, "votes": approve,
            "base": 60, "passed": True, "percent": "95.00",
        }  # fmt: skip
        turnout = {"due": 60, "present": 57, "issued": 57, "received": 57, "void": 0, "valid": 57, "blank": 0}
        outcome = {
            "valid": True, "reasons": [], "turnout": turnout, "adopted": [item["name"]], "rejected": [], "run_off": [],
            "presidium_decides": [], "items": [item],
        }  # fmt: skip
        Count.objects.create(poll=poll, case={}, outcome=outcome, digest="0" * 64, counted_at=AT)
        Poll.objects.filter(pk=poll.pk).update(state="announced", opened_at=AT, due=60, present=57)
        SittingPoll.objects.create(sitting=sittings[number % SITTINGS], poll=poll, agenda_item=items[number % ITEMS])


if __name__ == "__main__":
    main()
