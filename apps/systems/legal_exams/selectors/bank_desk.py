"""What the bank puts on the desks of setters and of the staff of the exam, and how a question is found again."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from apps.foundation.core.actors import EXAM_SETTER, EXAM_STAFF, Actor
from apps.foundation.core.numbers import number_of
from apps.foundation.core.registry import Hit, TodoItem
from apps.foundation.organisations.selectors import area_of
from apps.systems.legal_exams.models import Blueprint, Law, Question
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.selectors.blueprints import fills_of

LIMIT = 10


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Setters: what waits for their eyes. Both: blueprints that the bank cannot fill."""
    if actor.role == EXAM_SETTER:
        yield from _setting(actor)
    if actor.role in (EXAM_SETTER, EXAM_STAFF):
        yield from _short(actor, on)


def _setting(actor: Actor) -> Iterator[TodoItem]:
    rows, page = Question.objects.visible_to(actor), reverse("legal_exams_questions")
    if count := rows.to_review(actor).count():
        yield TodoItem(f"{count} 道试题待您审定", reverse("legal_exams_review"), action="去审题")
    returned = rows.filter(state=states.DRAFT, author=actor.person_id).exclude(reviewed_at=None)
    if count := returned.count():
        yield TodoItem(f"{count} 道试题被退回,请修改后再送审", f"{page}?standing=draft", action="去修改")
    stale = rows.to_look_at()
    for law in Law.objects.visible_to(actor).filter(questions__in=stale).distinct()[:LIMIT]:
        count, how = stale.filter(law=law).count(), "废止" if law.is_repealed else "修改"
        title = f"{law}已{how},{count} 道试题待核对"
        yield TodoItem(title, law.get_absolute_url(), law.changed_on, "到期没有核对的不再抽用", "去核对")


def _short(actor: Actor, on: date) -> Iterator[TodoItem]:
    office = area_of(actor)
    if office is None:
        return
    blueprints = list(Blueprint.objects.filter(office=office, retired_at=None).prefetch_related("lines"))
    for blueprint, fill in zip(blueprints, fills_of(office, blueprints, on), strict=True):
        if fill.short:
            told = f"{'、'.join(fill.short)}类抽不满一套试卷"
            yield TodoItem(f"题库不够:“{blueprint}”", blueprint.get_absolute_url(), None, told, "去看看")


def search(actor: Actor, text: str) -> Iterator[Hit]:
    """Questions by number, laws by name, for setters; blueprints by title."""
    number = number_of(text.strip("第题"), up_to=10**6)
    if number is not None:
        for question in Question.objects.visible_to(actor).filter(number=number).select_related("law").defer("sealed"):
            detail = f"{question.law}{question.article} · {question.get_state_display()}"
            yield Hit(str(question), question.get_absolute_url(), "试题", detail)
    for law in Law.objects.visible_to(actor).filter(name__icontains=text)[:LIMIT]:
        yield Hit(str(law), law.get_absolute_url(), "考试法律法规", law.version)
    for blueprint in Blueprint.objects.visible_to(actor).filter(title__icontains=text)[:LIMIT]:
        yield Hit(str(blueprint), blueprint.get_absolute_url(), "命题方案")
