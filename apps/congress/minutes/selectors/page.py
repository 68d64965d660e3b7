"""One paper as its page shows it: sections with marks, what changed in the facts, what keeps it from approval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from apps.congress.ballots.models import PollState
from apps.congress.meetings.models import (
    MeetingState,
    Question,
    QuestionState,
    SittingPoll,
    SittingState,
    Speech,
    SpeechState,
)
from apps.congress.minutes import composers, papers
from apps.congress.minutes.models import Minutes, MinutesSection, SectionEditor, SectionRevision
from apps.congress.minutes.rules.comparing import Difference, Mark, differences, marks
from apps.congress.minutes.rules.sections import Section
from apps.congress.minutes.rules.submitting import SubmitFacts, hints, issues_before_submitting
from apps.foundation.core.errors import Issue
from apps.foundation.core.marks import fields_mark
from apps.foundation.people.models import Person, Post, RoleAssignment
from apps.foundation.policies.selectors import paths_to
from apps.office.documents.models import Archive, Document
from apps.office.documents.selectors import SIGNING_ROLES, live_document

DETAILS = ("title", "recorder", "presided_by")


def details_mark(minutes: Minutes) -> str:
    """Names title, recorder and chair as they are stored."""
    return fields_mark(minutes, DETAILS)


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with its newest text, the marks of what was edited, and what its facts say now (None: gone)."""

    section: MinutesSection
    revision: SectionRevision
    facts_now: str | None
    editors: tuple[SectionEditor, ...] = ()

    @property
    def marks(self) -> list[Mark]:
        return marks(self.revision.facts_text, self.revision.text)

    @property
    def is_changed(self) -> bool:
        """Whether the facts say something else than when the text was made or last looked at."""
        return self.facts_now is not None and self.facts_now != self.revision.facts_text

    @property
    def changes(self) -> list[Mark]:
        """What changed in the facts since then."""
        return marks(self.revision.facts_text, self.facts_now or "")

    @property
    def is_gone(self) -> bool:
        return self.facts_now is None and bool(self.revision.text)

    @property
    def differences(self) -> list[Difference]:
        return differences(self.section.heading, self.facts_now or "", self.revision.text)


@dataclass(frozen=True, slots=True)
class PaperView:
    """Everything of one paper; `missing` are sections that the facts have and the paper has not."""

    sections: tuple[SectionView, ...]
    missing: tuple[Section, ...] = ()

    @property
    def changed(self) -> list[SectionView]:
        return [one for one in self.sections if one.is_changed]

    @property
    def gone(self) -> list[SectionView]:
        return [one for one in self.sections if one.is_gone]

    @property
    def differences(self) -> list[Difference]:
        return [difference for one in self.sections for difference in one.differences]

    @property
    def is_edited(self) -> bool:
        return any(one.revision.is_edited for one in self.sections)


def newest_revisions(minutes: Minutes) -> dict[int, SectionRevision]:
    """The newest revision of every section, by the section's key; one query."""
    rows = SectionRevision.objects.filter(section__minutes=minutes, number=F("section__revision"))
    return {row.section_id: row for row in rows}


def paper_view(minutes: Minutes, at: datetime, besides: int | None = None) -> PaperView:
    """The page of a paper. A draft is compared with the facts of now, a signed one with those it was made from."""
    rows, newest = list(minutes.sections.order_by("number")), newest_revisions(minutes)
    if not minutes.is_draft:
        return PaperView(tuple(SectionView(row, newest[row.pk], newest[row.pk].facts_text) for row in rows))
    now = {section.key: section for section in composers.composed(minutes)}
    editors = editors_of(rows, at, besides)
    known = {row.key for row in rows}
    return PaperView(
        tuple(
            SectionView(
                row,
                newest[row.pk],
                now[row.key].text if row.key in now else None,
                tuple(editors.get(row.pk, ())),
            )
            for row in rows
        ),
        tuple(section for key, section in now.items() if key not in known),
    )


def sections_as_edited(minutes: Minutes) -> list[Section]:
    """The newest text of every section, for the paper."""
    newest = newest_revisions(minutes)
    rows = minutes.sections.order_by("number")
    return [Section(row.key, row.heading, newest[row.pk].text, row.level) for row in rows]


def editors_of(
    sections: Sequence[MinutesSection], at: datetime, besides: int | None = None
) -> Mapping[int, list[SectionEditor]]:
    """Who is editing which section now, without the acting person."""
    found: dict[int, list[SectionEditor]] = {}
    for editor in SectionEditor.objects.filter(section__in=sections).at_work(at).besides(besides):
        found.setdefault(editor.section_id, []).append(editor)
    return found


def submit_facts(minutes: Minutes, view: PaperView, at: datetime, besides: int | None = None) -> SubmitFacts:
    """What sending for approval depends on; `besides` is the account of whoever sends."""
    rows = [one.section for one in view.sections]
    headings = {row.pk: row.heading for row in rows}
    editing = [
        (editor.name, headings[section])
        for section, present in editors_of(rows, at, besides).items()
        for editor in present
    ]
    return SubmitFacts(
        recorder=minutes.recorder,
        empty=tuple(one.section.heading for one in view.sections if not one.revision.text and one.facts_now),
        editing=tuple(editing),
        is_over=_is_over(minutes),
        open_polls=_open_polls(minutes),
        changed=tuple(one.section.heading for one in view.changed),
        missing=tuple(section.heading for section in view.missing),
        differences=tuple(view.differences),
    )


def submit_issues(minutes: Minutes, view: PaperView, at: datetime, besides: int | None = None) -> list[Issue]:
    return issues_before_submitting(submit_facts(minutes, view, at, besides))


def paper_hints(minutes: Minutes) -> list[str]:
    """What is worth a look before approval."""
    of_paper = _of_paper(minutes)
    if of_paper is None:
        return []
    silent = Speech.objects.filter(of_paper, state=SpeechState.SPOKEN, gist="").count()
    waiting = _questions(minutes).filter(state=QuestionState.ASKED).count()
    return hints(speeches_without_gist=silent, unanswered=waiting)


def document_of(minutes: Minutes) -> Document | None:
    """The document in approval or issued."""
    return live_document(minutes, papers.kind_of(minutes))


def archive_of(minutes: Minutes) -> Archive | None:
    """The files as they were issued, None while they are being made."""
    return Archive.objects.filter(document=document_of(minutes)).first()


def section_view(section: MinutesSection, at: datetime, besides: int | None = None) -> SectionView:
    """One section for its editor."""
    revision = section.revisions.get(number=section.revision)
    now = next((one.text for one in composers.composed(section.minutes) if one.key == section.key), None)
    return SectionView(section, revision, now, tuple(editors_of([section], at, besides).get(section.pk, ())))


@dataclass(frozen=True, slots=True)
class SaveConflict:
    """Somebody saved while another was typing: their revision, and how the typed text differs from it."""

    newest: SectionRevision
    marks: list[Mark]


def conflict_of(posted: Mapping[str, str], section: MinutesSection) -> SaveConflict | None:
    """None where nothing was posted, or where it was written upon the newest revision."""
    if not posted or posted.get("revision") == str(section.revision):
        return None
    newest = section.revisions.get(number=section.revision)
    typed = posted.get("text", "").replace("\r\n", "\n").strip()
    return SaveConflict(newest, marks(newest.text, typed))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two revisions of a section, from the earlier to the later."""

    before: SectionRevision
    after: SectionRevision
    marks: list[Mark]


def comparison_of(section: MinutesSection, before: str, after: str) -> Comparison | None:
    """None where two revisions of the section were not named."""
    numbers = [int(text) for text in (before, after) if text.isascii() and text.isdigit() and len(text) < 8]
    found = {row.number: row for row in section.revisions.filter(number__in=numbers)}
    if len(found) != 2:
        return None
    first, second = (found[number] for number in sorted(found))
    return Comparison(first, second, marks(first.text, second.text))


def possible_approvers(minutes: Minutes, person_id: int | None, on: date) -> QuerySet[Person]:
    """Who may check and sign: staff, leaders and holders of a post in the area or above, with an account."""
    area = minutes.body.area
    roles = RoleAssignment.objects.on(on).filter(
        role__in=SIGNING_ROLES, area__path__in=paths_to(area.path), person=OuterRef("pk")
    )
    posts = Post.objects.on(on).filter(unit__area=area, person=OuterRef("pk"))
    people = Person.objects.filter(Exists(roles) | Exists(posts), user__is_active=True)
    return people.exclude(pk__in=[person_id or 0, minutes.drafter_id or 0]).order_by("pinyin", "pk")


def _is_over(minutes: Minutes) -> bool:
    if minutes.sitting:
        return minutes.sitting.state == SittingState.CLOSED
    return minutes.meeting is None or minutes.meeting.state == MeetingState.CLOSED


def _of_paper(minutes: Minutes) -> Q | None:
    if minutes.sitting_id:
        return Q(sitting=minutes.sitting_id)
    return Q(sitting__meeting=minutes.meeting_id) if minutes.meeting_id else None


def _questions(minutes: Minutes) -> QuerySet[Question]:
    rows = Question.objects.filter(meeting=minutes.meeting_id)
    return rows.filter(sitting=minutes.sitting_id) if minutes.sitting_id else rows


def _open_polls(minutes: Minutes) -> tuple[str, ...]:
    of_paper = _of_paper(minutes)
    if of_paper is None:
        return ()
    going = [PollState.OPEN, PollState.CLOSED, PollState.COUNTED, PollState.SIGNED]
    links = SittingPoll.objects.filter(of_paper, poll__state__in=going)
    return tuple(links.values_list("poll__title", flat=True))
