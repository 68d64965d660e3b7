"""What a slate holds and what is in its way: the page shows what the services ask."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from apps.foundation.core.errors import Issue
from apps.foundation.people.models import Person
from apps.office.public_notices.models import Objection
from apps.office.public_notices.selectors import issues_before_concluding
from apps.systems.street_deliberations.models import Candidate, EntryOutcome, JointOpinion, Slate, SlateEntry
from apps.systems.street_deliberations.rules import matching, slates, states
from apps.systems.street_deliberations.rules.slates import EntryFacts, Room
from apps.systems.street_deliberations.selectors.candidates import (
    issues_with_conditions,
    match_of,
    missing_organs,
    sits_already,
    vetoing_organ,
)
from apps.systems.street_deliberations.selectors.seats import line_standings


def entries_of(slate: Slate) -> list[SlateEntry]:
    """In order, with everything a page or paper says of each person."""
    opinions = Prefetch("candidate__opinions", JointOpinion.objects.order_by("pk"))
    rows = slate.entries.select_related(
        "candidate__term__body__area", "candidate__line__community", "candidate__vacancy__mandate__person"
    )
    return list(rows.prefetch_related(opinions).order_by("number", "pk"))


def listed(entries: list[SlateEntry]) -> list[SlateEntry]:
    return [entry for entry in entries if entry.outcome == EntryOutcome.LISTED]


def eligible(slate: Slate) -> QuerySet[Candidate]:
    """Who may be put on a draft slate: in joint review, on no other open slate."""
    elsewhere = SlateEntry.objects.filter(outcome=EntryOutcome.LISTED).exclude(slate=slate)
    rows = Candidate.objects.filter(term=slate.term_id, state=states.JOINT_REVIEW)
    return rows.exclude(pk__in=elsewhere.values("candidate")).with_line().prefetch_related("opinions")


def issues_to_submit(slate: Slate, entries: list[SlateEntry], on: date) -> list[Issue]:
    facts = [_facts(entry.candidate, on) for entry in listed(entries)]
    return list(slates.issues_before_submitting(facts, _rooms(slate, on)))


def issues_to_determine(slate: Slate, entries: list[SlateEntry], on: date) -> list[Issue]:
    """First what keeps the notice open, then objections, people that are unclear, and room."""
    if slate.notice and slate.state == states.NOTICE:
        waiting = issues_before_concluding(slate.notice, on)
        return waiting or [Issue("open", "公示已经期满,请先在公示页面填写结论、办结公示,再确定。")]
    going = listed(entries)
    unclear = [entry.candidate.name for entry in going if match_of(entry.candidate).verdict == matching.UNCLEAR]
    upheld, unanswered = upheld_objections(slate), unanswered_objections(slate)
    issues = slates.issues_before_determining(
        upheld=len(upheld), unanswered=len(unanswered), unclear=unclear, listed=len(going)
    )
    return [*issues, *slates.issues_with_room([_facts(one.candidate, on) for one in going], _rooms(slate, on))]


def upheld_objections(slate: Slate) -> list[Objection]:
    return list(slate.notice.objections.filter(upheld=True)) if slate.notice else []


def unanswered_objections(slate: Slate) -> list[Objection]:
    """Upheld objections of which nobody has said whom they concern."""
    placed = set(slate.objection_links.values_list("objection", flat=True))
    return [objection for objection in upheld_objections(slate) if objection.pk not in placed]


@dataclass(frozen=True, slots=True)
class Unclear:
    """Somebody on a slate whom the register may know, and who that might be."""

    entry: SlateEntry
    people: tuple[Person, ...]


def unclear_people(entries: list[SlateEntry]) -> list[Unclear]:
    found = []
    for entry in listed(entries):
        match = match_of(entry.candidate)
        if match.verdict == matching.UNCLEAR:
            people = Person.objects.filter(pk__in=match.people).select_related("area").order_by("pk")
            found.append(Unclear(entry, tuple(people)))
    return found


def _facts(candidate: Candidate, on: date) -> EntryFacts:
    return EntryFacts(
        name=candidate.name, state=candidate.state, line=candidate.line_id, missing=missing_organs(candidate),
        vetoed_by=vetoing_organ(candidate), conditions=tuple(issues_with_conditions(candidate, on)),
        vacancy=candidate.vacancy_id, sits=sits_already(candidate, match_of(candidate).people, on),
    )  # fmt: skip


def _rooms(slate: Slate, on: date) -> dict[int, Room]:
    return {
        one.line.pk: Room(one.line.name, one.line.seats, one.taken, one.line.closed_on(on))
        for one in line_standings(slate.term, on)
    }
