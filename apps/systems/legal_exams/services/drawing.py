"""抽题: every admitted candidate gets a paper of their own, frozen, sealed and hashed; nobody reads it before."""

import json
import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Issue, WrongState, require_ready
from apps.systems.legal_exams.models import Admission, Bank, Exam, Organ, Paper, Question
from apps.systems.legal_exams.rules import drawing, states
from apps.systems.legal_exams.selectors.bank import drawable
from apps.systems.legal_exams.services.locks import exam_locked
from apps.systems.legal_exams.services.records import record

TOO_EARLY_OR_LATE = "考试通知发出以后、考试结束以前才能抽题。"


@transaction.atomic
def papers_draw(*, exam: Exam, by: Actor, at: datetime) -> int:
    """A paper for every candidate who has none; returns how many. Raises NotReady where the bank is too small."""
    exam = _held(exam)
    waiting = list(_without_paper(exam))
    if not waiting:
        return 0
    papers = _drawn(exam, waiting, at)
    record("legal_exams.papers.drawn", exam, by, count=len(papers))
    return len(papers)


@transaction.atomic
def paper_draw(*, admission: Admission, by: Actor, at: datetime) -> Paper:
    """The paper of one candidate, drawn now if there is none: somebody admitted late gets theirs."""
    exam = _held(admission.exam)
    if found := Paper.objects.filter(admission=admission).first():
        return found
    [paper] = _drawn(exam, list(_without_paper(exam).filter(pk=admission.pk)), at)
    record("legal_exams.paper.drawn", admission, by)
    return paper


def paper_drop(admission: Admission) -> None:
    """Of somebody who is taken off the exam: a paper nobody has seen is torn up. Raises WrongState where one was."""
    paper = Paper.objects.select_for_update(of=("self",)).filter(admission=admission).first()
    if paper is None:
        return
    if paper.begun_at or paper.events.exists():
        raise WrongState("考生已经到场考试,不能取消排考。")
    paper.delete()


def _held(exam: Exam) -> Exam:
    """Two who draw at once wait for each other, so that nobody gets two papers."""
    exam = exam_locked(exam.pk)
    if exam.state not in (states.NOTIFIED, states.RUNNING):
        raise WrongState(TOO_EARLY_OR_LATE)
    return exam


def _without_paper(exam: Exam) -> QuerySet[Admission]:
    return exam.admissions.filter(paper=None).select_related("nomination").order_by("pk")


def _drawn(exam: Exam, admissions: list[Admission], at: datetime) -> list[Paper]:
    parts, used = exam.blueprint.drawn_parts, _used_before(exam, admissions)
    banks = _banks(exam, {one.nomination.organ for one in admissions})
    require_ready(_issues(parts, banks, used, admissions))
    contents = contents_of([one for bank in banks.values() for one in bank])
    papers = []
    for admission in admissions:
        seed, bank = secrets.token_hex(32), banks[admission.nomination.organ]
        drawn = drawing.draw(parts, bank, seed, used[admission.nomination.person_index])
        papers.append(_paper(admission, seed, drawn, contents, exam, at))
    return Paper.objects.bulk_create(papers)


def _used_before(exam: Exam, admissions: list[Admission]) -> Mapping[str, set[int]]:
    """What each person has seen on other papers of the term, also for another post: a resit draws none of it."""
    used: defaultdict[str, set[int]] = defaultdict(set)
    persons = {one.nomination.person_index for one in admissions}
    earlier = Paper.objects.filter(
        admission__nomination__term=exam.term_id, admission__nomination__person_index__in=persons,
        begun_at__isnull=False,
    )  # fmt: skip
    for paper in earlier.select_related("admission__nomination"):
        used[paper.admission.nomination.person_index] |= {item["question"] for item in paper.items}
    return used


def _banks(exam: Exam, organs: Iterable[str]) -> dict[str, list[drawing.Candidate]]:
    on = local_day(exam.starts_at)
    return {organ: drawable(exam.office, organ, Bank.SEALED, on) for organ in sorted(organs)}


def _issues(
    parts: list[drawing.Part], banks: Mapping[str, list[drawing.Candidate]], used: Mapping[str, set[int]],
    admissions: list[Admission],
) -> list[Issue]:  # fmt: skip
    """Each shortage once for every class of papers."""
    found = {
        Issue(issue.code, f"{Organ(admission.nomination.organ).label}类:{issue.sentence}"): None
        for admission in admissions
        for issue in drawing.issues_before_drawing(
            parts, banks[admission.nomination.organ], used[admission.nomination.person_index]
        )
    }
    return list(found)


def contents_of(bank: Iterable[drawing.Candidate]) -> dict[int, dict[str, Any]]:
    """What stands in each question that may be drawn: text, law and `slot`, where it lies in a blueprint."""
    slots = {one.pk: f"{one.kind} {one.source} {one.difficulty}" for one in bank}
    rows = Question.objects.filter(pk__in=slots).select_related("law")
    return {
        row.pk: row.content | {
            "number": row.number, "law": row.law.name, "article": row.article, "slot": slots[row.pk],
        }
        for row in rows
    }  # fmt: skip


def _paper(
    admission: Admission, seed: str, drawn: list[drawing.Drawn], contents: Mapping[int, dict[str, Any]], exam: Exam,
    at: datetime,
) -> Paper:  # fmt: skip
    return Paper(
        admission=admission,
        seed=seed,
        sealed=json.dumps(items_of(drawn, contents), ensure_ascii=False),
        sha256=drawing.paper_hash(drawn),
        shape=[len(one.order) for one in drawn],
        makeup=dict(Counter(contents[one.question]["slot"] for one in drawn)),
        drawn_at=at,
        ends_at=exam.started_at + timedelta(minutes=exam.minutes) if exam.started_at else None,
    )


def items_of(drawn: Sequence[drawing.Drawn], contents: Mapping[int, dict[str, Any]]) -> list[dict[str, Any]]:
    """What stands on a paper, in its order; `options` and `key` in the order of the question itself."""
    kept = ("number", "stem", "options", "explanation", "law", "article")
    return [
        {
            "question": one.question, "kind": one.kind, "order": list(one.order), "key": list(one.key),
            "tenths": one.tenths, **{name: contents[one.question][name] for name in kept},
        }
        for one in drawn
    ]  # fmt: skip
