"""An open sitting with as many deputies checked in as asked for, all signed in.

`python -m benchmarks.support.full_sitting 300` prints JSON: the page the phones ask, its version, the session keys, and
the sitting's key. `python -m benchmarks.support.full_sitting desk <sitting>` gives the word to the next speaker for
every line it reads, as the desk does, and answers with a line.
"""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from apps.congress.meetings.models import Sitting  # noqa: E402
from apps.congress.meetings.services import (  # noqa: E402
    AgendaLine,
    MeetingPlan,
    SittingLine,
    check_in_by_list,
    check_in_start,
    meeting_create,
    meeting_notice,
    sitting_open,
    sitting_turn_to,
    speech_ask,
    speech_call,
    speech_end,
)
from apps.foundation.core.actors import Actor  # noqa: E402
from apps.foundation.organisations.models import Area, Unit  # noqa: E402
from apps.foundation.people.models import Person, Term  # noqa: E402
from benchmarks.support.full_house import SINCE, deputies, session_of  # noqa: E402

AGENDA = [AgendaLine(f"听取和审议第{number}项报告") for number in range(1, 11)]
ON_LIST = 40


def opened(number: int) -> tuple[Sitting, list[Person]]:
    """A town of so many deputies, all of whom are here; forty of them wait for the word."""
    by, at = Actor.system(), timezone.now()
    area = Area.objects.add_root({"name": "测速镇", "kind": "town", "starts_on": SINCE})
    body = Unit.objects.create(area=area, kind="town_congress", name="测速镇人民代表大会", starts_on=SINCE)
    term = Term.objects.create(body=body, number=1, quota=number, elected=number, first_session_on=SINCE)
    people = [mandate.person for mandate in deputies(term, area, number)]
    plan = MeetingPlan(place="影剧院", agenda=AGENDA, sittings=[SittingLine("plenary", at)])
    meeting = meeting_create(term=term, plan=plan, by=by, at=at - timedelta(days=20))
    meeting_notice(meeting=meeting, by=by, at=at - timedelta(days=20))
    sitting = check_in_start(sitting=meeting.sittings.get(), by=by, at=at)
    for person in people:
        check_in_by_list(sitting=sitting, person=person, by=by, at=at)
    sitting = sitting_open(sitting=sitting, by=by, at=at)
    sitting_turn_to(sitting=sitting, item=meeting.agenda.first(), by=by, at=at)
    for person in people[:ON_LIST]:
        speech_ask(sitting=sitting, person=person, by=by, at=at)
    return sitting, people


def next_speaker(sitting: Sitting) -> None:
    """End whoever speaks and call the next, as often as something happens in the hall."""
    by, at = Actor.system(), timezone.now()
    for speech in sitting.speeches.filter(state="speaking"):
        speech_end(speech=speech, by=by, at=at)
    speech_call(speech=sitting.speeches.filter(state="asked").order_by("place")[0], by=by, at=at)


def main(number: int) -> None:
    sitting, people = opened(number)
    sessions = [session_of(person.user) for person in people]
    page = reverse("meetings_follow_live", args=[sitting.public_id])
    print(json.dumps({"page": page, "sessions": sessions, "sitting": sitting.pk}))


if __name__ == "__main__":
    if sys.argv[1] == "desk":
        at_desk = Sitting.objects.get(pk=int(sys.argv[2]))
        print("ready", flush=True)
        for _ in sys.stdin:
            next_speaker(at_desk)
            print("called", flush=True)
    else:
        main(int(sys.argv[1]))
