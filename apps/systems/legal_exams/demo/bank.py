"""The bank of 示例区 (`bank.json`: what national laws say), and two blueprints: one it fills twice for the government,
the usual one of fifty, which it cannot fill for every class.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Area
from apps.foundation.people.demo import DISTRICT
from apps.office.documents.demo import demo_actor
from apps.systems.legal_exams.demo.accounts import REVIEWER, SETTER, STAFF_OF_EXAM
from apps.systems.legal_exams.models import Bank, Law, Part, Question
from apps.systems.legal_exams.rules.drawing import (
    EASY,
    JUDGE,
    JUDGE_OPTIONS,
    MEDIUM,
    MULTIPLE,
    PUBLIC,
    RELATED,
    SINGLE,
)
from apps.systems.legal_exams.rules.drawing import Part as Share
from apps.systems.legal_exams.rules.importing import RIGHT
from apps.systems.legal_exams.rules.questions import LETTERS, Content
from apps.systems.legal_exams.services import blueprints, laws
from apps.systems.legal_exams.services import questions as acts
from apps.systems.legal_exams.services.questions import Draft

CONTENTS = Path(__file__).with_name("bank.json")
SET, LATER, CHANGED = timedelta(days=280), timedelta(days=20), timedelta(days=12)
NEW_LAW = date(2025, 6, 1)
"""From when 监察法 as amended in 2024 holds; the office registered it late."""
POINTS = 50
SHORT = tuple(
    Share(*share, POINTS)
    for share in (
        (SINGLE, PUBLIC, EASY, 4), (SINGLE, PUBLIC, MEDIUM, 3), (SINGLE, RELATED, EASY, 2),
        (SINGLE, RELATED, MEDIUM, 1), (MULTIPLE, PUBLIC, EASY, 1), (MULTIPLE, PUBLIC, MEDIUM, 2),
        (MULTIPLE, RELATED, MEDIUM, 2), (JUDGE, PUBLIC, EASY, 3), (JUDGE, RELATED, EASY, 2),
    )
)  # fmt: skip
SHORT_TITLE = "任前法律知识考试命题方案(20题)"


def load(at: datetime) -> None:
    """The accounts of the exam must be there."""
    office = Area.objects.get(name=DISTRICT, is_demo=True)
    setter, reviewer = demo_actor(SETTER, at), demo_actor(REVIEWER, at)
    begun = at - SET
    for bank, chapters in json.loads(CONTENTS.read_text()).items():
        for draft in _drafts(office, bank, chapters, setter, begun):
            _approved(office, draft, setter, reviewer, begun)
    _waiting(office, setter, reviewer, at - LATER)
    _changed(office, reviewer, at - CHANGED)
    staff = demo_actor(STAFF_OF_EXAM, at)
    head, parts = blueprints.usual_of(office, begun.date())
    blueprints.blueprint_create(office=office, head=head, parts=parts, by=staff, at=begun)
    short = replace(head, title=SHORT_TITLE)
    blueprints.blueprint_create(office=office, head=short, parts=SHORT, by=staff, at=begun + timedelta(days=1))


def _drafts(office: Area, bank: str, chapters: Sequence[dict[str, Any]], by: Actor, at: datetime) -> Iterator[Draft]:
    """Each question of the file, with its law registered before the first of them."""
    for chapter in chapters:
        law = Law.objects.filter(office=office, name=chapter["law"]).first() or laws.law_add(
            office=office, name=chapter["law"], part=chapter["part"], version=chapter.get("version", ""), by=by, at=at
        )
        for kind, difficulty, article, stem, options, key, explanation in chapter["questions"]:
            said = Content(stem, tuple(options) or JUDGE_OPTIONS, _key(kind, key), explanation)
            yield Draft(bank, chapter["part"], kind, difficulty, law, said, article)


def _key(kind: str, said: str) -> tuple[int, ...]:
    if kind == JUDGE:
        return (0 if said in RIGHT else 1,)
    return tuple(LETTERS.index(letter) for letter in said)


def _approved(office: Area, draft: Draft, setter: Actor, reviewer: Actor, at: datetime) -> Question:
    question = acts.question_add(office=office, draft=draft, by=setter, at=at)
    acts.question_submit(question=question, by=setter, at=at + timedelta(hours=1))
    return acts.question_approve(question=question, revision=0, by=reviewer, at=at + timedelta(days=2))


def _waiting(office: Area, setter: Actor, reviewer: Actor, at: datetime) -> None:
    """Three that wait for each of the two, one that was returned, one that was not handed in yet."""
    law = Law.objects.get(office=office, name="中华人民共和国宪法")
    terms = ("国务院", "最高人民法院院长", "最高人民检察院检察长", "县长", "镇长", "区长")
    for place, who in enumerate(terms):
        author = (setter, reviewer)[place % 2]
        question = acts.question_add(office=office, draft=_term(law, who), by=author, at=at)
        acts.question_submit(question=question, by=author, at=at + timedelta(hours=2))
    returned = acts.question_add(office=office, draft=_term(law, "省长"), by=setter, at=at)
    acts.question_submit(question=returned, by=setter, at=at)
    note = "题干请写明“每届任期”,与连任限制分开问。"
    acts.question_return(question=returned, note=note, revision=0, by=reviewer, at=at + timedelta(days=1))
    acts.question_add(office=office, draft=_term(law, "市长"), by=setter, at=at)


def _term(law: Law, who: str) -> Draft:
    said = Content(f"{who}的每届任期同本级人民代表大会每届任期相同,即五年。", JUDGE_OPTIONS, (0,))
    return Draft(Bank.SEALED, Part.PUBLIC, JUDGE, EASY, law, said)


def _changed(office: Area, by: Actor, at: datetime) -> None:
    """One retired because its wording misled, and a law that was changed: its questions wait to be looked at."""
    doubtful = Question.objects.filter(office=office, law__name__contains="检察官法").order_by("number")[0]
    acts.question_retire(question=doubtful, reason="问法是单选,选项却是列举,容易误解", by=by, at=at)
    law = Law.objects.get(office=office, name="中华人民共和国监察法")
    laws.law_amend(law=law, on=NEW_LAW, is_repealed=False, version="2024年12月25日修正", by=by, at=at)
