"""Section by section: every save is a new revision, and nobody's words are overwritten unseen."""

from datetime import datetime

from django.db import transaction

from apps.congress.minutes import composers
from apps.congress.minutes.models import MinutesSection, SectionEditor, SectionRevision, Source
from apps.congress.minutes.rules.states import move
from apps.congress.minutes.services.records import locked, record
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, DomainError, WrongState
from apps.office.documents.rules.drafting import plain

TEXT_LIMIT = 60_000


@transaction.atomic
def section_edit(*, section: MinutesSection, text: str, revision: int, by: Actor, at: datetime) -> SectionRevision:
    """Save what was typed. Raises Conflict where somebody saved since `revision` was read; nothing is lost."""
    section = _held(section, revision)
    newest = newest_of(section)
    text = tidied(text)
    if text == newest.text:
        raise DomainError("内容没有变化,不用保存。")
    saved = _append(section, newest, text, newest.facts_text, Source.EDITED, by, at)
    record("minutes.section.edited", section.minutes, by, section=section.heading, number=saved.number)
    return saved


@transaction.atomic
def section_update(*, section: MinutesSection, revision: int, by: Actor, at: datetime) -> SectionRevision:
    """据事实更新: the text becomes what the facts say now; what was edited stays in the earlier revisions."""
    section = _held(section, revision)
    newest, facts = newest_of(section), _facts_now(section)
    if newest.text == facts == newest.facts_text:
        raise WrongState("本节与登记的事实一致,无须更新。请刷新页面。")
    saved = _append(section, newest, facts, facts, Source.UPDATED, by, at)
    record("minutes.section.updated", section.minutes, by, section=section.heading, number=saved.number)
    return saved


@transaction.atomic
def section_keep(*, section: MinutesSection, revision: int, by: Actor, at: datetime) -> SectionRevision:
    """保留现文: the changed facts were seen, the text stays; from now on it is compared with the new facts."""
    section = _held(section, revision)
    newest, facts = newest_of(section), _facts_now(section)
    if newest.facts_text == facts:
        raise WrongState("本节的事实没有新的变化。请刷新页面。")
    saved = _append(section, newest, newest.text, facts, Source.KEPT, by, at)
    record("minutes.section.kept", section.minutes, by, section=section.heading, number=saved.number)
    return saved


@transaction.atomic
def section_restore(*, section: MinutesSection, number: int, revision: int, by: Actor, at: datetime) -> SectionRevision:
    """恢复: an earlier revision's text as a new revision."""
    section = _held(section, revision)
    newest = newest_of(section)
    earlier = section.revisions.filter(number=number).first()
    if earlier is None or earlier.text == newest.text:
        raise WrongState("所选版本就是现在的文字,无须恢复。请刷新页面。")
    saved = _append(section, newest, earlier.text, newest.facts_text, Source.RESTORED, by, at, of_number=number)
    record(
        "minutes.section.restored", section.minutes, by, section=section.heading, number=saved.number, earlier=number
    )
    return saved


@transaction.atomic
def editor_note(*, section: MinutesSection, by: Actor, at: datetime) -> None:
    """The acting person has the section open; asked again every few seconds, it says that they are still there."""
    move(section.minutes.state, "edit")
    present = SectionEditor.objects.filter(section=section, user=by.user_id)
    if by.user_id is not None and not present.update(seen_at=at, name=by.name):
        editor = SectionEditor(section=section, user_id=by.user_id, name=by.name, since=at, seen_at=at)
        SectionEditor.objects.bulk_create([editor], ignore_conflicts=True)


@transaction.atomic
def editor_leave(*, section: MinutesSection, by: Actor) -> None:
    """They left it: nobody need wait for them."""
    SectionEditor.objects.filter(section=section, user=by.user_id).delete()


def newest_of(section: MinutesSection) -> SectionRevision:
    return section.revisions.get(number=section.revision)


def tidied(text: str) -> str:
    """Lines without blanks at their ends, no empty lines at the edges. Raises DomainError where it is too long."""
    text = "\n".join(line.rstrip() for line in plain(text).strip().splitlines())
    if len(text) > TEXT_LIMIT:
        raise DomainError(f"本节有{len(text)}字,超过{TEXT_LIMIT}字的上限,请精简后保存。")
    return text


def _held(section: MinutesSection, revision: int) -> MinutesSection:
    """The section, its paper locked, at the revision that was read."""
    minutes = locked(section.minutes)
    move(minutes.state, "edit")
    section = MinutesSection.objects.select_for_update(of=("self",)).get(pk=section.pk)
    section.minutes = minutes
    if revision != section.revision:
        newest = newest_of(section)
        raise Conflict(
            f"“{section.heading}”刚由{newest.by_name}保存了第{newest.number}版。您填写的文字仍在本页,请对照后再保存。"
        )
    return section


def _facts_now(section: MinutesSection) -> str:
    now = next((one for one in composers.composed(section.minutes) if one.key == section.key), None)
    if now is None:
        raise WrongState(f"登记的事实中已没有“{section.heading}”。不再需要的文字请直接删改。")
    return now.text


def _append(
    section: MinutesSection, newest: SectionRevision, text: str, facts: str, source: str, by: Actor, at: datetime,
    of_number: int | None = None,
) -> SectionRevision:  # fmt: skip
    section.revision = newest.number + 1
    section.save(update_fields=["revision"])
    SectionEditor.objects.filter(section=section, user=by.user_id).delete()
    return SectionRevision.objects.create(
        section=section, number=section.revision, facts_text=facts, text=text, source=source, replaces=newest,
        of_number=of_number, by_name=by.name, at=at,
    )  # fmt: skip
