"""Nominations: the same person earlier in the term, what may be done now, names found in what is decrypted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from apps.foundation.core.errors import Issue
from apps.foundation.organisations.models import Area, UnitKind
from apps.foundation.people.models import Term
from apps.foundation.policies.selectors import resolve
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.selectors import current_request
from apps.systems.legal_exams.models import Admission, Mark, Nomination
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.rules.eligibility import (
    Standing,
    issues_before_deciding,
    kinds_of_exemption,
    warning_of,
)
from apps.systems.legal_exams.rules.policies import EXEMPTIONS, RESITS, SUBMIT_DAYS, VOTE_FAILURES
from apps.systems.legal_exams.selectors.results import with_last_mark
from apps.systems.legal_exams.selectors.voting import failures_of, vote_key

EXEMPTION = "legal_exams_exemption"
RULES = (SUBMIT_DAYS, VOTE_FAILURES, EXEMPTIONS, RESITS)


def running_term(office: Area) -> Term | None:
    """The term of the area's own congress."""
    bodies = (UnitKind.DISTRICT_CONGRESS, UnitKind.TOWN_CONGRESS)
    rows = Term.objects.filter(body__area=office, body__kind__in=bodies, ended_on__isnull=True)
    return rows.select_related("body").order_by("-first_session_on").first()


def value_of(nomination: Nomination, key: str) -> Any:
    """A rule as it was when the nomination was registered."""
    frozen = nomination.frozen_rules.get(key)
    return frozen["value"] if frozen else resolve(key, area=nomination.office, on=nomination.received_on).value


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
    return standings_of([nomination])[nomination.pk]


def standings_of(nominations: Sequence[Nomination]) -> dict[int, Standing]:
    """The same of many, by key: three queries."""
    persons = {one.person_index for one in nominations}
    settled = Nomination.objects.filter(person_index__in=persons, state__in=(states.PASSED, states.LOCKED))
    passes = with_last_mark(Admission.objects.filter(nomination__person_index__in=persons)).filter(last_passed=True)
    rows, failed_votes = list(settled.order_by("created_at")), failures_of(nominations)
    sat = [one.nomination for one in passes.select_related("nomination").order_by("exam__starts_at")]
    return {one.pk: _standing(one, rows, sat, failed_votes[vote_key(one)]) for one in nominations}


def _standing(own: Nomination, settled: list[Nomination], sat: list[Nomination], failed_votes: int) -> Standing:
    def named(rows: list[Nomination], state: str = "") -> str:
        """The last of the same person and term."""
        same = (own.term_id, own.person_index)
        told = [
            str(one) for one in rows if (one.term_id, one.person_index) == same and state in ("", one.state)
        ]  # fmt: skip
        return told[-1] if told else ""

    others = [one for one in settled if one.pk != own.pk]
    return Standing(
        passed=named(others, states.PASSED) or named(sat), locked=named(others, states.LOCKED),
        failed_votes=failed_votes, failures_allowed=value_of(own, VOTE_FAILURES),
    )  # fmt: skip


def exemptions_of(nomination: Nomination) -> list[str]:
    """The cases in which the place exempts."""
    return kinds_of_exemption(value_of(nomination, EXEMPTIONS))


@dataclass(frozen=True, slots=True)
class Eligibility:
    """What is to be weighed before somebody has to sit."""

    standing: Standing
    issues: list[Issue]
    warning: str
    may_decide: bool


def eligibility_of(nomination: Nomination, standing: Standing) -> Eligibility:
    issues = list(issues_before_deciding(standing)) if nomination.state in states.BEFORE_RESULT else []
    warning = warning_of(nomination.received_on, nomination.meeting_on, value_of(nomination, SUBMIT_DAYS))
    return Eligibility(standing, issues, warning, not issues and "require" in _acts_on(nomination))


def _acts_on(nomination: Nomination) -> set[str]:
    return {act for state, act in states.NOMINATION_MOVES if state == nomination.state}


@dataclass(frozen=True, slots=True)
class NominationPage:
    eligibility: Eligibility
    earlier: list[Nomination]
    sat: list[Sat]
    request: ApprovalRequest | None
    may_ask: bool
    may_withdraw: bool
    may_change: bool


def page_of(nomination: Nomination) -> NominationPage:
    eligibility, moves = eligibility_of(nomination, standing_of(nomination)), _acts_on(nomination)
    return NominationPage(
        eligibility=eligibility,
        earlier=list(same_person(nomination)),
        sat=sat_by(nomination),
        request=current_request(nomination, EXEMPTION),
        may_ask="ask_exemption" in moves and not eligibility.issues,
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
