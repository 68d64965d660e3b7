"""A member writes a suggestion or opinion: begun, changed, with files, until it is handed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from apps.congress.matters.models import Consent, Matter, MatterState, Submission
from apps.congress.matters.rules.likeness import bigrams
from apps.congress.matters.rules.states import move
from apps.congress.matters.selectors.writing import kind_at, serves
from apps.congress.matters.services.matter_records import matter_locked, record
from apps.congress.matters.services.matter_telling import tell_members
from apps.congress.matters.services.signing import ask_colleagues
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed
from apps.foundation.core.once import made_once
from apps.foundation.core.permissions import require
from apps.foundation.people.models import Person, Term
from apps.office.files.services import attachment_add

ONLY_LEAD = "只有领衔提出的代表本人可以修改、提交。"
NEWER = "内容刚在别处被保存为第{number}版。您填写的内容仍在本页,请另开窗口核对后,再保存一次。"


@dataclass(frozen=True, slots=True)
class SuggestionDraft:
    """What is written."""

    title: str
    text: str
    category: str = ""
    may_be_published: bool = True
    wants_to_join: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """The row of a higher floor it was written for (a meeting), as plain values with its page."""

    label: str
    id: int
    title: str
    url: str = ""


@transaction.atomic
def suggestion_create(
    *, term: Term, draft: SuggestionDraft, ask: Iterable[Person] = (), files: Iterable[UploadedFile] = (),
    source: Source | None = None, voiced: Submission | None = None, key: UUID | None = None, by: Actor, at: datetime,
) -> Matter:  # fmt: skip
    """Begin a draft as the one who leads; `ask` are asked to co-sign, `voiced` is what a resident told the member.

    Sent again under the same `key` it is the same draft.
    """
    body = term.body
    if not serves(term, by.person_id, local_day(at)):
        raise NotAllowed(f"只有{body.name}的在任代表可以提出。")
    if voiced is not None and (voiced.collected_by_id != by.person_id or not voiced.stands):
        raise DomainError("只能就您本人收集、仍在办理的群众反映提出建议。")
    said = {"term": term, "lead_id": by.person_id, "voiced": voiced, **_written(draft)}
    matter, is_new = made_once(
        Matter, key, said=said, kind=kind_at(body), office=body.area, path=body.area.path, body=body,
        bigrams=_bigrams(said), proposer_name=by.name[:80], created_at=at, state=MatterState.DRAFT,
        source_label=source.label if source else "", source_id=source.id if source else None,
        source_title=source.title[:120] if source else "", source_url=source.url if source else "",
    )  # fmt: skip
    if not is_new:
        return matter
    record("matters.matter.drafted", matter, by, kind=matter.get_kind_display())
    _attach(matter, files, by, at)
    ask_colleagues(matter, ask, by=by, at=at)
    return matter


@transaction.atomic
def suggestion_change(
    *, matter: Matter, draft: SuggestionDraft, revision: int, files: Iterable[UploadedFile] = (), by: Actor,
    at: datetime,
) -> Matter:  # fmt: skip
    """Change a draft. Where title or text change, whoever had signed is asked again: a name stands under what its
    owner read."""
    matter = matter_locked(matter)
    require(by, "matters.change", matter, otherwise=ONLY_LEAD)
    matter.state = move(matter.state, "change")
    if revision != matter.revision:
        raise Conflict(NEWER.format(number=matter.revision))
    before = (matter.title, matter.text)
    written = _written(draft)
    for name, value in {**written, "bigrams": _bigrams(written)}.items():
        setattr(matter, name, value)
    matter.revision += 1
    matter.save()
    record("matters.matter.changed", matter, by, revision=matter.revision)
    _attach(matter, files, by, at)
    if (matter.title, matter.text) != before:
        _ask_again(matter, by, at)
    return matter


def _written(draft: SuggestionDraft) -> dict[str, Any]:
    """What a draft says, by the fields of the matter."""
    if not draft.title.strip():
        raise DomainError("请填写标题,内容可以以后再补。")
    return {
        "title": draft.title.strip()[:100], "text": draft.text.strip(), "category": draft.category.strip(),
        "may_be_published": draft.may_be_published, "wants_to_join": draft.wants_to_join,
    }  # fmt: skip


def _bigrams(written: dict[str, Any]) -> list[str]:
    return bigrams(f"{written['title']} {written['text']}")


def _attach(matter: Matter, files: Iterable[UploadedFile], by: Actor, at: datetime) -> None:
    for upload in files:
        attachment_add(parent=matter, upload=upload, by=by, at=at, area_path=matter.path)


def _ask_again(matter: Matter, by: Actor, at: datetime) -> None:
    signed = matter.signers.filter(consent=Consent.SIGNED)  # type: ignore[attr-defined]
    people = list(signed.values_list("person_id", flat=True))
    signed.update(consent=Consent.ASKED, answered_at=None)
    tell_members(matter, people, "matters.sign_again", by=by, at=at, lead=by.name)
