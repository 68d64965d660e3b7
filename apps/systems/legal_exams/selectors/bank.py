"""What the bank holds: which questions may be drawn for a class of officers on a day, which say certain words."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from apps.foundation.organisations.models import Area
from apps.systems.legal_exams.models import Bank, Law, Organ, Part, Question
from apps.systems.legal_exams.rules import drawing, states

CHUNK = 500


def in_force(office: Area, bank: str, on: date) -> QuerySet[Question]:
    """Approved questions of an office that are valid on the day: begun, not run out, and looked at since their law
    was changed.
    """
    found = Question.objects.in_use().filter(
        Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_until=None) | Q(valid_until__gte=on),
        office=office, bank=bank,
    )  # fmt: skip
    return found.exclude(pk__in=Question.objects.to_look_at().filter(law__changed_on__lte=on).values("pk"))


def drawable(office: Area, organ: str, bank: str, on: date) -> list[drawing.Candidate]:
    """What may be drawn for officers of the organ: the public part, and the part that relates to them."""
    parts = sources_of(organ)
    found = in_force(office, bank, on).filter(part__in=parts).order_by("pk")
    return [_candidate(one, parts[Part(one.part)]) for one in found.only("pk", "kind", "part", "difficulty", "sealed")]


def sources_of(organ: str) -> Mapping[Part, str]:
    """Part of the bank -> what a blueprint calls it, for officers of the organ."""
    return {Part.PUBLIC: drawing.PUBLIC, Part(Organ(organ).value): drawing.RELATED}


def _candidate(question: Question, source: str) -> drawing.Candidate:
    content = question.content
    return drawing.Candidate(
        question.pk, question.kind, source, question.difficulty, len(content["options"]), tuple(content["key"])
    )


def listed(rows: QuerySet[Question]) -> QuerySet[Question]:
    """Without what they say: a list decrypts nothing."""
    return rows.select_related("law").defer("sealed", "review_note")


def with_words(rows: QuerySet[Question], text: str) -> list[int]:
    """Keys of those whose stem has every word: each is decrypted for it."""
    words = text.split()
    found = rows.order_by().only("pk", "sealed").iterator(CHUNK)
    return [one.pk for one in found if all(word in one.content["stem"] for word in words)]


def laws_listed(rows: QuerySet[Law]) -> QuerySet[Law]:
    """With `active`, `waiting` (drafts and those in review) and `to_look_at`."""
    kept = ~Q(questions__state=states.RETIRED)
    stale = Q(questions__looked_at=None) | Q(questions__looked_at__lt=F("told_at"))
    return rows.annotate(
        active=Count("questions", Q(questions__state=states.ACTIVE)),
        waiting=Count("questions", Q(questions__state__in=(states.DRAFT, states.IN_REVIEW))),
        to_look_at=Count("questions", kept & stale & Q(told_at__isnull=False, questions__isnull=False)),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a bank: kind and difficulty -> how many may be drawn; what waits; what was retired."""

    bank: str
    part: str
    total: int
    counts: tuple[int, ...]
    waiting: int


SLOTS = tuple((kind, difficulty) for kind in drawing.KINDS for difficulty in drawing.DIFFICULTIES)


def counts_of(office: Area, on: date) -> list[Line]:
    """What can be drawn today, by bank and part; never what it says."""
    waiting = Counter(
        Question.objects.filter(office=office, state__in=(states.DRAFT, states.IN_REVIEW)).values_list("bank", "part")
    )
    found: Counter[tuple[str, ...]] = Counter()
    for bank in Bank.values:
        rows = in_force(office, bank, on).order_by().values_list("part", "kind", "difficulty")
        found.update((bank, *row) for row in rows)
    lines = []
    for bank in Bank:
        for part in Part:
            counts = tuple(found[bank.value, part.value, kind, difficulty] for kind, difficulty in SLOTS)
            lines.append(Line(bank.label, part.label, sum(counts), counts, waiting[bank.value, part.value]))
    return lines
