"""试题: set by one person, approved by another, then it stands as it is until it is retired."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed, require_newest, require_ready, required
from apps.foundation.core.fields import blind_index
from apps.foundation.organisations.models import Area
from apps.systems.legal_exams.models import Bank, Law, Question
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.rules.questions import Content, issues_with_content, issues_with_days, same_stem
from apps.systems.legal_exams.services.locks import office_locked
from apps.systems.legal_exams.services.records import record

OWN_WORK = "命题人不能审定自己命的题,请由另一位命题审题人审定。"
TOO_LATE = "题目刚被修改过,没有{act}。请重新打开题目,看过最新内容再办理。"
NO_REASON = "请写明停用原因。"


@dataclass(frozen=True, slots=True)
class Draft:
    """A question as somebody sets it."""

    bank: str
    part: str
    kind: str
    difficulty: str
    law: Law
    content: Content
    article: str = ""
    valid_from: date | None = None
    valid_until: date | None = None


@transaction.atomic
def question_add(*, office: Area, draft: Draft, by: Actor, at: datetime) -> Question:
    """A new draft. Raises NotReady with all that is wrong, Conflict where the bank has the same stem."""
    question = question_make(office=office_locked(office), draft=draft, by=by, at=at)
    record("legal_exams.question.added", question, by, bank=question.get_bank_display())
    return question


def question_make(*, office: Area, draft: Draft, by: Actor, at: datetime, state: str = states.DRAFT) -> Question:
    """The row itself; the bank of the office must be locked."""
    _check(office, draft)
    last = Question.objects.filter(office=office).aggregate(last=Max("number"))["last"] or 0
    return Question.objects.create(
        office=office, number=last + 1, kind=draft.kind, state=state, author_id=by.person_id, author_name=by.name,
        created_at=at, looked_at=at, **_values(draft),
    )  # fmt: skip


@transaction.atomic
def question_change(*, question: Question, draft: Draft, revision: int, by: Actor, at: datetime) -> Question:
    """While it is a draft; what kind it is stays. Raises Conflict where somebody saved since `revision` was read."""
    office = office_locked(question.office)
    question = _locked(question)
    draft = replace(draft, kind=question.kind)
    states.move_question(question.state, "change")
    _require_author(question, by)
    require_newest(revision, question.revision)
    _check(office, draft, besides=question)
    values = {**_values(draft), "revision": revision + 1, "looked_at": at}
    _save(question, **values)
    record("legal_exams.question.changed", question, by)
    return question


@transaction.atomic
def question_submit(*, question: Question, by: Actor, at: datetime) -> Question:
    """送审: from now on a second person may approve or return it."""
    question = _locked(question)
    _require_author(question, by)
    _save(question, state=states.move_question(question.state, "submit"))
    record("legal_exams.question.submitted", question, by)
    return question


@transaction.atomic
def question_approve(*, question: Question, revision: int, by: Actor, at: datetime) -> Question:
    """审定, of the words that were read: raises Conflict where they changed, NotAllowed for whoever wrote them."""
    question = _reviewed(question, "approve", revision, by)
    _save(
        question, state=states.move_question(question.state, "approve"), reviewer_id=by.person_id,
        reviewer_name=by.name, reviewed_at=at, review_note="", looked_at=at,
    )  # fmt: skip
    record("legal_exams.question.approved", question, by)
    return question


@transaction.atomic
def questions_approve(*, read: Sequence[tuple[Question, int]], by: Actor, at: datetime) -> int:
    """All that were chosen, or none; each with the revision that was read."""
    for question, revision in sorted(read, key=lambda pair: pair[0].pk):
        try:
            question_approve(question=question, revision=revision, by=by, at=at)
        except DomainError as error:
            refused = type(error)(f"{question}:{error.sentence}所选的都没有审定,请去掉这一题再办理。", error.issues)
            raise refused from error
    return len(read)


@transaction.atomic
def question_return(*, question: Question, note: str, revision: int, by: Actor, at: datetime) -> Question:
    """退回 to its author with an opinion, which is encrypted as it quotes the text."""
    question = _reviewed(question, "return", revision, by)
    _save(
        question, state=states.move_question(question.state, "return"), reviewer_id=by.person_id,
        reviewer_name=by.name, reviewed_at=at, review_note=required(note, "请写明退回意见,命题人按意见修改。"),
    )  # fmt: skip
    record("legal_exams.question.returned", question, by)
    return question


@transaction.atomic
def question_retire(*, question: Question, reason: str, by: Actor, at: datetime) -> Question:
    """停用, for good; exams that were held keep it. The reason stands in the log and in 题库更新说明."""
    question = _locked(question)
    reason = required(reason, NO_REASON)
    state = states.move_question(question.state, "retire")
    _save(question, state=state, retired_at=at, retired_reason=reason)
    record("legal_exams.question.retired", question, by, reason=reason)
    return question


@transaction.atomic
def question_valid(
    *, question: Question, valid_from: date | None, valid_until: date | None, by: Actor, at: datetime
) -> Question:
    """When it may be drawn, which is no part of what was approved."""
    question = _locked(question)
    if question.state == states.RETIRED:
        raise DomainError("题目已经停用,不再设有效期。")
    require_ready(issues_with_days(valid_from, valid_until))
    _save(question, valid_from=valid_from, valid_until=valid_until)
    days = f"{valid_from or '即日'}至{valid_until or '长期'}"
    record("legal_exams.question.valid", question, by, days=days)
    return question


@transaction.atomic
def questions_seen(*, questions: Sequence[Question], by: Actor) -> None:
    """Somebody has these texts before their eyes."""
    for question in questions:
        record("legal_exams.question.seen", question, by)


def bank_searched(*, office: Area, hits: int, by: Actor) -> None:
    """Somebody looked for words in what is encrypted; which words, the log does not say."""
    audit.record("legal_exams.bank.searched", on=office, by=by, area_path=office.path, hits=hits)


@transaction.atomic
def contents_taken(*, office: Area, bank: str, part: str, reason: str, by: Actor, at: datetime) -> list[Question]:
    """What is not retired of one bank, to leave the portal with its contents. The reason stands in the log."""
    reason = required(reason, "请写明用途。")
    rows = Question.objects.filter(office=office, bank=bank).exclude(state=states.RETIRED).select_related("law")
    found = list((rows.filter(part=part) if part else rows).order_by("number"))
    if not found:
        raise DomainError("没有可以导出的题目。")
    audit.record(
        "legal_exams.bank.exported", on=office, by=by, reason=reason, area_path=office.path, count=len(found),
        bank=Bank(bank).label,
    )  # fmt: skip
    return found


@transaction.atomic
def questions_expire(*, on: date, at: datetime) -> int:
    """What ran out is retired; drawing leaves it alone from the day after its last one in any case."""
    over = Question.objects.exclude(state=states.RETIRED).filter(valid_until__lt=on).select_related("office")
    for question in over:
        question_retire(question=question, reason="超过停用日期", by=Actor.system(), at=at)
    return len(over)


def twin_of(office: Area, stem: str, besides: Question | None = None) -> Question | None:
    """The question of the office that asks the same and was not retired."""
    same = Question.objects.filter(office=office, digest=digest_of(stem)).exclude(state=states.RETIRED)
    return (same.exclude(pk=besides.pk) if besides else same).first()


def digest_of(stem: str) -> str:
    return blind_index(same_stem(stem))


def _check(office: Area, draft: Draft, besides: Question | None = None) -> None:
    require_ready(
        [
            *issues_with_content(draft.kind, draft.content),
            *issues_with_days(draft.valid_from, draft.valid_until),
        ]
    )
    if draft.law.office_id != office.pk:
        raise DomainError("所选法律法规不属于本题库,请重新选择。")
    if draft.law.is_repealed:
        raise DomainError(f"{draft.law}已经废止,不能再命题。")
    if twin := twin_of(office, draft.content.stem, besides):
        raise Conflict(
            f"题干与{twin}({twin.get_bank_display()},{twin.get_state_display()})相同,没有保存。"
            "问法确实不同的,请把所问的内容写进题干。"
        )


def _values(draft: Draft) -> Mapping[str, Any]:
    return {
        "bank": draft.bank, "part": draft.part, "difficulty": draft.difficulty, "law": draft.law,
        "article": draft.article, "valid_from": draft.valid_from, "valid_until": draft.valid_until,
        "sealed": json.dumps(draft.content.as_json(), ensure_ascii=False), "digest": digest_of(draft.content.stem),
    }  # fmt: skip


def _reviewed(question: Question, act: str, revision: int, by: Actor) -> Question:
    """Locked, for a second person who has read its newest words."""
    question = _locked(question)
    states.move_question(question.state, act)
    if by.person_id is None or question.author_id == by.person_id:
        raise NotAllowed(OWN_WORK)
    if revision != question.revision:
        raise Conflict(TOO_LATE.format(act=states.QUESTION_ACTS[act]))
    return question


def _require_author(question: Question, by: Actor) -> None:
    if question.author_id and question.author_id != by.person_id:
        raise NotAllowed(f"这道题由{question.author_name}命题,只有命题人可以修改和送审;有意见的,请在审题时退回。")


def _locked(question: Question) -> Question:
    return Question.objects.select_for_update(of=("self",)).select_related("office", "law").get(pk=question.pk)


def _save(question: Question, **values: Any) -> None:
    for name, value in values.items():
        setattr(question, name, value)
    question.save(update_fields=list(values))
