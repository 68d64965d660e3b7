"""What happened to a thing, in sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from apps.foundation.audit import rules
from apps.foundation.audit.models import Entry
from apps.foundation.core import registry

UNKNOWN_ACT = "{actor}办理了{subject}"


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as people read it."""

    at: datetime
    sentence: str
    actor: str
    role: str
    reason: str
    act: str


def history_of(thing: models.Model, limit: int = 100) -> list[Line]:
    """The newest `limit` entries on a row, newest first."""
    entries = Entry.objects.filter(subject_label=thing._meta.label_lower, subject_id=thing.pk)
    return lines_of(entries.order_by("-pk")[:limit])


def lines_of(entries: Iterable[Entry]) -> list[Line]:
    """Entries as sentences, by the templates of the registry."""
    templates = registry.act_sentences()
    return [line_of(entry, templates) for entry in entries]


def seal_of(entry: Entry) -> str:
    """In which block an entry was sealed; needs `seal__block` selected."""
    return f"第{entry.seal.block.number}块" if hasattr(entry, "seal") else "待封存"


def line_of(entry: Entry, templates: Mapping[str, str]) -> Line:
    """One entry by the given templates."""
    template = templates.get(entry.act, UNKNOWN_ACT)
    text = rules.sentence(template, actor=entry.actor_name, subject=entry.subject_text, facts=entry.facts)
    return Line(entry.at, text, entry.actor_name, entry.actor_role, entry.reason, entry.act)
