"""Who stands under a proposal, and whose name still counts."""

from collections.abc import Sequence
from datetime import date

from apps.congress.proposals.models import Consent, CoSigner, Proposal
from apps.congress.proposals.rules.signing import Content, Signer, issues_with_content, issues_with_signers
from apps.congress.proposals.selectors.rules_here import needed_now
from apps.foundation.core.errors import Issue
from apps.foundation.people.models import MandateState, MandateStatus


def signed_rows(proposal: Proposal) -> list[CoSigner]:
    """Who has signed, the first deputy first, then in order of signing."""
    rows = list(proposal.signers.filter(consent=Consent.SIGNED).select_related("person"))
    return sorted(rows, key=lambda row: row.person_id != proposal.lead_id)


def seats_on(proposal: Proposal, people: Sequence[int], on: date) -> dict[int, str]:
    """What the seat of each person is worth on a day: serving, suspended or ended."""
    held = MandateStatus.objects.on(on).filter(mandate__term=proposal.term_id, mandate__person__in=people)
    states = dict(held.values_list("mandate__person", "state"))
    return {person: states.get(person, MandateState.ENDED) for person in people}


def signers_on(proposal: Proposal, on: date) -> list[Signer]:
    """Everybody who signed, with what their seat is worth on a day."""
    rows = signed_rows(proposal)
    seats = seats_on(proposal, [row.person_id for row in rows], on)
    return [Signer(row.person.name, seats[row.person_id]) for row in rows]


def content_of(proposal: Proposal) -> Content:
    return Content(
        kind=proposal.kind,
        source=proposal.source,
        title=proposal.title,
        subject=proposal.subject,
        grounds=proposal.grounds,
        text=proposal.text,
        has_unit=proposal.unit_id is not None,
        has_post=proposal.post_held_id is not None,
        is_street=proposal.body.is_street_body,
    )


def issues_before_submitting(proposal: Proposal, on: date) -> list[Issue]:
    """All that is missing before it can be handed in."""
    issues = list(issues_with_content(content_of(proposal)))
    if proposal.is_joint:
        issues += issues_with_signers(proposal.kind, signers_on(proposal, on), needed_now(proposal, on))
    return issues
