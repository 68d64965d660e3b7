"""Who may do what with a request: whose turn it is decides, the office records what an organ decided."""

import rules

from apps.foundation.core.actors import Actor
from apps.foundation.core.permissions import is_office
from apps.office.approvals.models import ApprovalRequest, ApprovalStep


@rules.predicate
def is_holder(actor: Actor, step: ApprovalStep) -> bool:
    return actor.person_id is not None and step.person_id == actor.person_id


@rules.predicate
def is_organ_step(actor: Actor, step: ApprovalStep) -> bool:
    return step.is_organ


@rules.predicate
def is_drafter(actor: Actor, subject: ApprovalRequest | ApprovalStep) -> bool:
    return actor.person_id is not None and _request_of(subject).drafter_id == actor.person_id


@rules.predicate
def covers(actor: Actor, subject: ApprovalRequest | ApprovalStep) -> bool:
    return actor.covers(_request_of(subject).area.path)


def _request_of(subject: ApprovalRequest | ApprovalStep) -> ApprovalRequest:
    return subject if isinstance(subject, ApprovalRequest) else subject.request


OFFICE_HERE = is_office & covers
rules.add_perm("approvals.decide", (is_organ_step & OFFICE_HERE) | (is_holder & ~is_drafter))
# Who drafted does not choose anew who judges the draft; they withdraw it and submit it again.
rules.add_perm("approvals.delegate", ~is_organ_step & ~is_drafter & (is_holder | OFFICE_HERE))
rules.add_perm("approvals.withdraw", is_drafter | OFFICE_HERE)
