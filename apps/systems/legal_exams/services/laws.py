"""法律法规 of the exam: registered, corrected, and what becomes of questions once a law was changed."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Conflict, DomainError, WrongState, require_newest, required
from apps.foundation.organisations.models import Area
from apps.systems.legal_exams.models import Law, Question
from apps.systems.legal_exams.rules.questions import same_law
from apps.systems.legal_exams.services.locks import office_locked
from apps.systems.legal_exams.services.questions import question_retire
from apps.systems.legal_exams.services.records import record

NONE_CHOSEN = "还没有选择题目,请先勾选。"


@transaction.atomic
def law_add(*, office: Area, name: str, part: str, version: str = "", by: Actor, at: datetime) -> Law:
    """Raises Conflict where the law is there already, with or without 中华人民共和国 before it."""
    name = _name(office_locked(office), name)
    law = Law.objects.create(office=office, name=name, part=part, version=version.strip(), created_at=at)
    record("legal_exams.law.added", law, by)
    return law


@transaction.atomic
def law_change(*, law: Law, name: str, part: str, version: str, revision: int, by: Actor, at: datetime) -> Law:
    """A correction of what was registered. Raises Conflict where somebody saved since `revision` was read."""
    office = office_locked(law.office)
    law = _locked(law)
    require_newest(revision, law.revision)
    law.name, law.part, law.version, law.revision = _name(office, name, law), part, version.strip(), revision + 1
    law.save(update_fields=["name", "part", "version", "revision"])
    record("legal_exams.law.changed", law, by)
    return law


@transaction.atomic
def law_amend(*, law: Law, on: date, is_repealed: bool, version: str, by: Actor, at: datetime) -> Law:
    """修改 or 废止 with effect from `on`: every question about it must be looked at, and is not drawn until it is."""
    law = _locked(law)
    if law.is_repealed:
        raise WrongState(f"{law}已经登记废止。")
    law.changed_on, law.is_repealed, law.told_at, law.revision = on, is_repealed, at, law.revision + 1
    law.version = version.strip() or law.version
    law.save(update_fields=["changed_on", "is_repealed", "told_at", "version", "revision"])
    how = "废止" if is_repealed else "修改"
    record("legal_exams.law.amended", law, by, how=how, day=chinese_date(on))
    return law


@transaction.atomic
def questions_keep(*, law: Law, questions: Sequence[Question], by: Actor, at: datetime) -> int:
    """They were looked at and are still right. Of a law that no longer holds nothing is."""
    law = _locked(law)
    if law.is_repealed:
        raise DomainError(f"{law}已经废止,它的题目只能停用。")
    rows = _chosen(law, questions)
    for question in rows:
        question.looked_at = at
        question.save(update_fields=["looked_at"])
        record("legal_exams.question.kept", question, by)
    return len(rows)


@transaction.atomic
def questions_retire(*, law: Law, questions: Sequence[Question], reason: str, by: Actor, at: datetime) -> int:
    """All that were chosen, with one reason."""
    rows = _chosen(_locked(law), questions)
    for question in rows:
        question_retire(question=question, reason=reason, by=by, at=at)
    return len(rows)


def _chosen(law: Law, questions: Sequence[Question]) -> list[Question]:
    """Locked; what somebody else has dealt with meanwhile is left out."""
    if not questions:
        raise DomainError(NONE_CHOSEN)
    rows = Question.objects.to_look_at().filter(law=law, pk__in=[one.pk for one in questions])
    return list(rows.select_for_update(of=("self",)).select_related("office", "law").order_by("pk"))


def _name(office: Area, name: str, besides: Law | None = None) -> str:
    name = required(name, "请填写法律法规名称。").strip("《》")
    for law in Law.objects.filter(office=office):
        if law != besides and same_law(law.name) == same_law(name):
            raise Conflict(f"已经登记过{law},不重复登记。")
    return name


def _locked(law: Law) -> Law:
    return Law.objects.select_for_update(of=("self",)).select_related("office").get(pk=law.pk)
