"""A running exam of as many candidates as asked for, everybody at their seat in the waiting room.

`python -m benchmarks.support.exam_hall 500` prints JSON: the cookies of the seats and how many questions a paper has.
`python -m benchmarks.support.exam_hall start` gives the word and prints in how many seconds the papers open.
"""

import json
import sys
from datetime import date, timedelta

import django

django.setup()

from django.core import signing  # noqa: E402
from django.utils import timezone  # noqa: E402

from apps.foundation.core.actors import Actor  # noqa: E402
from apps.foundation.core.fields import blind_index  # noqa: E402
from apps.foundation.organisations.models import Area, Unit  # noqa: E402
from apps.foundation.people.models import Term  # noqa: E402
from apps.systems.legal_exams import models  # noqa: E402
from apps.systems.legal_exams.rules import drawing, states  # noqa: E402
from apps.systems.legal_exams.services.drawing import papers_draw  # noqa: E402
from apps.systems.legal_exams.services.sitting import seat_take  # noqa: E402
from apps.systems.legal_exams.services.starting import exam_start  # noqa: E402

SINCE = date(2022, 1, 1)
LINES = (
    (drawing.SINGLE, drawing.PUBLIC, drawing.EASY, 25, 20),
    (drawing.MULTIPLE, drawing.PUBLIC, drawing.MEDIUM, 15, 20),
    (drawing.JUDGE, drawing.PUBLIC, drawing.EASY, 10, 20),
)
BANK_TIMES = 6  # papers' worth of questions: 300
ROOM = 50
STEM = "根据法律规定,下列关于县级以上地方各级人民代表大会常务委员会职权的说法,符合法律规定的是哪一项?请结合条文选择"


def office() -> tuple[Area, Term]:
    area = Area.objects.add_root({"name": "测速区", "kind": "district", "starts_on": SINCE})
    body = Unit.objects.create(area=area, kind="district_congress", name="测速区人民代表大会", starts_on=SINCE)
    return area, Term.objects.create(body=body, number=1, quota=200, elected=200, first_session_on=SINCE)


def fill_bank(area: Area) -> None:
    law = models.Law.objects.create(office=area, name="测速法", part="public", created_at=timezone.now())
    questions, number = [], 0
    for kind, _source, difficulty, count, _tenths in LINES:
        for _ in range(count * BANK_TIMES):
            number += 1
            options = (
                drawing.JUDGE_OPTIONS if kind == drawing.JUDGE else [f"{number}号说法{one}" * 3 for one in "甲乙丙丁"]
            )
            content = {"stem": f"{STEM}{number}", "options": list(options), "key": [0], "explanation": STEM}
            questions.append(
                models.Question(
                    office=area, number=number, part="public", kind=kind, difficulty=difficulty, law=law,
                    sealed=json.dumps(content, ensure_ascii=False), digest=blind_index(str(number)),
                    state=states.ACTIVE, author_name="测速", created_at=timezone.now(),
                )
            )  # fmt: skip
    models.Question.objects.bulk_create(questions)


def planned(area: Area, term: Term) -> models.Exam:
    now = timezone.now()
    blueprint = models.Blueprint.objects.create(
        office=area, title="测速方案", minutes=60, pass_tenths=600, partial="all_or_nothing", created_at=now
    )
    models.BlueprintLine.objects.bulk_create(
        models.BlueprintLine(
            blueprint=blueprint, position=place, kind=kind, source=source, difficulty=difficulty, count=count,
            tenths=tenths,
        )
        for place, (kind, source, difficulty, count, tenths) in enumerate(LINES)
    )  # fmt: skip
    return models.Exam.objects.create(
        office=area, term=term, title="测速考试", blueprint=blueprint, starts_at=now, minutes=60, pass_tenths=600,
        full_tenths=1000, partial="all_or_nothing", state=states.NOTIFIED, notified_at=now, created_at=now,
    )  # fmt: skip


def admitted(exam: models.Exam, area: Area, term: Term, number: int) -> list[models.Admission]:
    nominations = models.Nomination.objects.bulk_create(
        models.Nomination(
            office=area, term=term, year=2026, number=index, organ="government", kind="decide", nominated_by="测速政府",
            received_on=SINCE, name=f"测速{index}", identity_number=str(index), person_index=blind_index(str(index)),
            post="测速职务", post_index=blind_index("测速职务"), state=states.SCHEDULED, created_at=timezone.now(),
        )
        for index in range(number)
    )  # fmt: skip
    rooms = [
        models.Room.objects.create(exam=exam, name=f"第{index}考场", address="测速楼", seats=ROOM)
        for index in range(-(-number // ROOM))
    ]
    return models.Admission.objects.bulk_create(
        models.Admission(
            exam=exam, nomination=one, room=rooms[index // ROOM], seat=index % ROOM + 1, ticket=f"{index:010}",
            state=states.CHECKED_IN,
        )
        for index, one in enumerate(nominations)
    )  # fmt: skip


def main(number: int) -> None:
    area, term = office()
    fill_bank(area)
    exam = planned(area, term)
    people = admitted(exam, area, term, number)
    papers_draw(exam=exam, by=Actor.system(), at=timezone.now())
    seats = [seat_take(admission=one, at=timezone.now()) for one in people]
    cookies = [signing.dumps([seat.paper.hex, seat.key], salt="legal_exams.exam_seat") for seat in seats]
    print(json.dumps({"cookies": cookies, "questions": sum(line[3] for line in LINES)}))


def start() -> None:
    exam = exam_start(exam=models.Exam.objects.get(), by=Actor.system(), at=timezone.now())
    print((exam.started_at - timezone.now()) / timedelta(seconds=1), flush=True)


if __name__ == "__main__":
    start() if sys.argv[1] == "start" else main(int(sys.argv[1]))
