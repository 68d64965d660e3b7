"""练习、模拟考试: from the practice bank alone, which is never drawn for an exam."""

import json
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import DomainError, WrongState, require_ready
from apps.systems.legal_exams.models import Admission, Bank, PracticeRun, Question
from apps.systems.legal_exams.rules import drawing, marking, practising, states
from apps.systems.legal_exams.rules.sitting import GARBLED, Change
from apps.systems.legal_exams.selectors.bank import drawable
from apps.systems.legal_exams.services.drawing import contents_of, items_of
from apps.systems.legal_exams.services.records import record
from apps.systems.legal_exams.services.sitting import candidate

CLOSED = "考试已经开始或者已取消,练习已停止。"
NOTHING = "练习题库里没有这类试题,请换一部法律或者题型。"
OVER = "这次练习已经结束,请另开始一次。"


@transaction.atomic
def practice_begin(*, admission: Admission, law: int | None, kind: str, count: int, at: datetime) -> PracticeRun:
    """Some questions of one law (None: of all) and kind ("": of all), in an order of their own."""
    bank = _bank(admission, at)
    if law is not None:
        of_law = set(Question.objects.filter(law=law, pk__in=[one.pk for one in bank]).values_list("pk", flat=True))
        bank = [one for one in bank if one.pk in of_law]
    bank = [one for one in bank if kind in ("", one.kind)]
    if not bank:
        raise DomainError(NOTHING)
    random = Random(secrets.token_hex(16))
    chosen = random.sample(bank, min(count, len(bank)))
    drawn = [
        drawing.Drawn(one.pk, one.kind, tuple(range(one.options)), one.key, drawing.TENTHS) for one in chosen
    ]  # fmt: skip
    return _begun(admission, drawn, bank, at)


@transaction.atomic
def mock_begin(*, admission: Admission, at: datetime) -> PracticeRun:
    """A paper by the blueprint of the exam, with its time. Raises NotReady where the practice bank is too small."""
    bank, parts = _bank(admission, at), admission.exam.blueprint.drawn_parts
    require_ready(drawing.issues_before_drawing(parts, bank, ()))
    drawn = drawing.draw(parts, bank, secrets.token_hex(32))
    return _begun(admission, drawn, bank, at, ends_at=at + timedelta(minutes=admission.exam.minutes))


def _bank(admission: Admission, at: datetime) -> list[drawing.Candidate]:
    exam = admission.exam
    if exam.state not in states.EXAM_OPEN:
        raise WrongState(CLOSED)
    return drawable(exam.office, admission.nomination.organ, Bank.PRACTICE, local_day(at))


def _begun(
    admission: Admission, drawn: Sequence[drawing.Drawn], bank: Sequence[drawing.Candidate], at: datetime,
    ends_at: datetime | None = None,
) -> PracticeRun:  # fmt: skip
    chosen = {one.question for one in drawn}
    items = items_of(drawn, contents_of([one for one in bank if one.pk in chosen]))
    sealed = json.dumps(items, ensure_ascii=False)
    run = PracticeRun.objects.create(
        admission=admission, is_mock=ends_at is not None, sealed=sealed, begun_at=at, ends_at=ends_at
    )
    record("legal_exams.practice.begun", admission, candidate(admission), is_mock=run.is_mock, count=len(items))
    return run


@transaction.atomic
def practice_answer(*, run: PracticeRun, place: int, ticked: Sequence[int], at: datetime) -> practising.Told:
    """Answer one question of a practice and be told at once; the first answer stands."""
    run = _held(run)
    if run.is_mock or not 0 <= place < len(run.items):
        raise DomainError(OVER)
    if not ticked:
        raise DomainError("请先选择答案。")
    given = run.answers.setdefault(str(place), [sorted(set(ticked)), 1])
    if len(run.answers) == len(run.items):
        _finish(run, at)
    run.save(update_fields=["answers", "ended_at", "right", "tenths"])
    return practising.told(run.items[place], given[0])


@transaction.atomic
def mock_save(*, run: PracticeRun, changes: Sequence[Change], at: datetime) -> PracticeRun:
    """Keep what is ticked, the newest of each place. Raises WrongState when it is over, DomainError for garbage."""
    run = _held(run)
    if run.ended_at or run.ends_at is None or at >= run.ends_at:
        raise WrongState(OVER)
    options = [len(item["order"]) for item in run.items]
    if any(one.place >= len(options) or any(o >= options[one.place] for o in one.ticked) for one in changes):
        raise DomainError(GARBLED)
    for one in changes:
        if run.answers.get(str(one.place), [[], 0])[1] < one.serial:
            run.answers[str(one.place)] = [list(one.ticked), one.serial]
    run.save(update_fields=["answers"])
    return run


@transaction.atomic
def mock_end(*, run: PracticeRun, at: datetime) -> PracticeRun:
    """Hand in, or be found with the time up; marked at once, as the exam would be."""
    run = _held(run)
    if run.ended_at is None:
        _finish(run, min(at, run.ends_at or at))
        run.save(update_fields=["ended_at", "right", "tenths"])
    return run


def _finish(run: PracticeRun, at: datetime) -> None:
    exam, drawn = run.admission.exam, practising.drawn_of(run.items)
    given = {int(place): ticked for place, (ticked, _) in run.answers.items()}
    score = marking.mark(drawn, given, marking.Scheme(exam.partial, exam.pass_tenths, sum(one.tenths for one in drawn)))
    run.ended_at, run.tenths = at, score.tenths
    run.right = sum(set(given.get(place, ())) == set(one.shown_key) for place, one in enumerate(drawn))


def _held(run: PracticeRun) -> PracticeRun:
    rows = PracticeRun.objects.select_for_update(of=("self",)).select_related("admission__exam__office")
    return rows.get(pk=run.pk)
