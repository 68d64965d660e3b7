"""Nominations: the same person earlier in the term, what may be done now, names found in what is decrypted."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Issue
from apps.foundation.organisations.models import Area, UnitKind
from apps.foundation.people.models import Term
from apps.foundation.policies.selectors import resolve
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.selectors import current_request
from apps.systems.legal_exams.models import Admission, AppointmentVote, Mark, Nomination, VoteResult
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.rules.eligibility import (
    Standing,
    issues_before_deciding,
    kinds_of_exemption,
    warning_of,
)
from apps.systems.legal_exams.rules.policies import EXEMPTIONS, RESITS, SUBMIT_DAYS, VOTE_FAILURES

EXEMPTION = "legal_exams_exemption"
RULES = (SUBMIT_DAYS, VOTE_FAILURES, EXEMPTIONS, RESITS)


def office_of(actor: Actor) -> Area | None:
    """The area whose exams the acting person runs."""
    return Area.objects.filter(path=actor.area_path).first() if actor.area_path else None


def running_term(office: Area) -> Term | None:
    """The term of the area's own congress."""
    bodies = (UnitKind.DISTRICT_CONGRESS, UnitKind.TOWN_CONGRESS)
    rows = Term.objects.filter(body__area=office, ended_on__isnull=True).order_by("-first_session_on")
    return rows.filter(body__kind__in=bodies).select_related("body").first() or rows.first()


def value_of(nomination: Nomination, key: str) -> Any:
    """A rule as it was when the nomination was registered."""
    if key in nomination.frozen_rules:
        return nomination.frozen_rules[key]["value"]
    return resolve(key, area=nomination.office, on=nomination.received_on).value


def same_person(nomination: Nomination) -> QuerySet[Nomination]:
    """Other nominations of the same person in the same term."""
    rows = Nomination.objects.filter(term=nomination.term_id, person_index=nomination.person_index)
    return rows.exclude(pk=nomination.pk).order_by("-created_at")


@dataclass(frozen=True, slots=True)
class Sat:
    """An exam that the same person sat in this term."""

    admission: Admission
    tenths: int | None
    passed: bool


def sat_by(nomination: Nomination) -> list[Sat]:
    """Every exam of the term with the mark that counts, the latest first; also of earlier nominations."""
    last = Mark.objects.filter(paper__admission=OuterRef("pk")).order_by("-number")
    rows = Admission.objects.filter(
        nomination__term=nomination.term_id, nomination__person_index=nomination.person_index
    ).annotate(tenths=Subquery(last.values("tenths")[:1]), has_passed=Subquery(last.values("passed")[:1]))
    rows = rows.select_related("exam", "nomination", "room").order_by("-exam__starts_at")
    return [Sat(row, row.tenths, bool(row.has_passed)) for row in rows]


def standing_of(nomination: Nomination) -> Standing:
    """What the same person's earlier nominations of the term say."""
    others = {one.state: str(one) for one in same_person(nomination) if one.state in (states.PASSED, states.LOCKED)}
    passed = next((str(sat.admission.nomination) for sat in sat_by(nomination) if sat.passed), "")
    voted = AppointmentVote.objects.filter(
        nomination__term=nomination.term_id, nomination__person_index=nomination.person_index,
        nomination__post_index=nomination.post_index, result=VoteResult.NOT_APPOINTED,
    ).count()  # fmt: skip
    return Standing(
        passed=others.get(states.PASSED, passed), locked=others.get(states.LOCKED, ""), failed_votes=voted,
        failures_allowed=value_of(nomination, VOTE_FAILURES),
    )  # fmt: skip


def exemptions_of(nomination: Nomination) -> list[str]:
    """The cases in which the place exempts."""
    return kinds_of_exemption(value_of(nomination, EXEMPTIONS))


@dataclass(frozen=True, slots=True)
class NominationPage:
    standing: Standing
    issues: list[Issue]
    warning: str
    earlier: list[Nomination]
    sat: list[Sat]
    request: ApprovalRequest | None
    may_decide: bool
    may_ask: bool
    may_withdraw: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A nomination that waits for a decision, and what holds of it."""

    nomination: Nomination
    standing: Standing
    issues: list[Issue]
    warning: str


def waiting(rows: QuerySet[Nomination]) -> list[Line]:
    """Those of the rows that wait for a decision, the first received first."""
    lines = []
    for one in rows.filter(state=states.RECEIVED).order_by("year", "number"):
        standing = standing_of(one)
        lines.append(Line(one, standing, list(issues_before_deciding(standing)), _late(one)))
    return lines


def _late(nomination: Nomination) -> str:
    return warning_of(nomination.received_on, nomination.meeting_on, value_of(nomination, SUBMIT_DAYS))


def page_of(nomination: Nomination) -> NominationPage:
    standing = standing_of(nomination)
    issues = list(issues_before_deciding(standing)) if nomination.state in states.BEFORE_RESULT else []
    moves = {act for state, act in states.NOMINATION_MOVES if state == nomination.state}
    return NominationPage(
        standing=standing,
        issues=issues,
        warning=_late(nomination),
        earlier=list(same_person(nomination)),
        sat=sat_by(nomination),
        request=current_request(nomination, EXEMPTION),
        may_decide="require" in moves and not issues,
        may_ask="ask_exemption" in moves and not issues,
        may_withdraw="withdraw" in moves,
        may_change=nomination.state in states.UNDER_WAY,
    )


def named_like(rows: QuerySet[Nomination], text: str) -> QuerySet[Nomination]:
    """Every word is in the name, the post, the nominating organ or the number. Encrypted, so looked at one by one."""
    words = text.split()
    found = [row.pk for row in rows if all(any(word in part for part in _words_of(row)) for word in words)]
    return rows.filter(pk__in=found)


def _words_of(row: Nomination) -> Iterator[str]:
    yield from (row.name, row.post, row.present_post, row.nominated_by, str(row))
