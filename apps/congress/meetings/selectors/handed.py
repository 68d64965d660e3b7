"""What came of a meeting: suggestions and opinions brought at it, and what became of the opinions it handed over."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.urls import reverse

from apps.congress.matters.links import write_link
from apps.congress.matters.models import Matter, MatterKind, MatterState
from apps.congress.matters.rules.kinds import kind_name
from apps.congress.matters.selectors.became import Became, became
from apps.congress.matters.selectors.matter_lists import source_key
from apps.congress.meetings.models import GroupOpinion, Meeting, OpinionHandover
from apps.foundation.core.actors import Actor

ANSWERS = ("handover__matter__parts__reply", "handover__matter__merged_into__parts__reply")
BIGRAMS = ("handover__matter__bigrams", "handover__matter__merged_into__bigrams")


def matters_of(meeting: Meeting) -> QuerySet[Matter]:
    """Everything that was brought at the meeting, or that it handed over."""
    label = Meeting._meta.label_lower
    return Matter.objects.filter(source_label=label, source_id=meeting.pk, submitted_at__isnull=False)


@dataclass(frozen=True, slots=True)
class Brought:
    """How many of one kind, and how many in each state, in words; `url` leads to them in the register."""

    name: str
    count: int
    states: str
    url: str


def brought_at(meeting: Meeting) -> list[Brought]:
    """By kind, in one query."""
    found: dict[str, Counter[str]] = {}
    rows = matters_of(meeting).order_by().values_list("kind", "state").annotate(Count("pk"))
    for kind, state, count in rows:
        found.setdefault(kind, Counter())[state] += count
    is_street = meeting.body.is_street_body
    return [
        Brought(
            kind_name(kind, is_street=is_street), found[kind].total(),
            ",".join(f"{state.label}{found[kind][state]}" for state in MatterState if found[kind][state]),
            register_url(meeting, kind),
        )
        for kind in MatterKind.values if kind in found
    ]  # fmt: skip


def register_url(meeting: Meeting, kind: str = "") -> str:
    """The register of matters, narrowed to those of the meeting."""
    asked = {"source": source_key(meeting), **({"kind": kind} if kind else {})}
    return f"{reverse('matters_items')}?{urlencode(asked)}"


def writing_url(meeting: Meeting) -> str:
    """Where a member writes a suggestion for this meeting."""
    page = reverse("meetings_notice", args=[meeting.public_id])
    return f"{write_link(meeting, page)}&term={meeting.term_id}"


@dataclass(frozen=True, slots=True)
class HandedOpinions:
    """Opinions under one text, with what became of them."""

    handover: OpinionHandover
    became: Became
    numbers: tuple[int, ...]


def handed_over(opinions: list[tuple[int, GroupOpinion]], on: date) -> list[HandedOpinions]:
    """Of the numbered opinions that somebody may see, each handover once, in the order of its first opinion."""
    found: dict[OpinionHandover, list[int]] = {}
    for number, opinion in opinions:
        if opinion.handover:
            found.setdefault(opinion.handover, []).append(number)
    return [HandedOpinions(one, became(one.matter, on), tuple(numbers)) for one, numbers in found.items()]


def open_opinions(meeting: Meeting, actor: Actor) -> QuerySet[GroupOpinion]:
    """What may still be handed over."""
    rows = GroupOpinion.objects.visible_to(actor).filter(meeting=meeting, is_withdrawn=False, handover=None)
    return rows.order_by("agenda_item__number", "group_name", "pk")
