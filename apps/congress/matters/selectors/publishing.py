"""What the office may publish, and what everybody may read."""

from dataclasses import dataclass

from django.db.models import QuerySet

from apps.congress.matters.models import Matter, Publication, Reply
from apps.congress.matters.rules.publishing import Draft, Facts
from apps.congress.matters.rules.redaction import Finding, proposal
from apps.congress.matters.rules.states import ANSWERED


@dataclass(frozen=True, slots=True)
class Proposal:
    """A public version to start from, and what was taken out of it by itself."""

    draft: Draft
    findings: list[Finding]


def facts_of(matter: Matter) -> Facts:
    replies = _sent(matter)
    return Facts(
        has_consent=matter.may_be_published,
        is_replied=matter.state in ANSWERED and bool(replies),
        has_public_reply=any(reply.is_public for reply in replies),
        names=names_of(matter),
    )


def names_of(matter: Matter) -> tuple[str, ...]:
    """Residents are never named; members put forward what they do in public."""
    submission = matter.submission
    if submission is None or matter.lead_id is not None or submission.proposer_kind == "organ":
        return ()
    return tuple(name for name in (submission.name, submission.phone) if name)


def proposal_of(matter: Matter) -> Proposal:
    """Title, text and the public replies of the last round that was answered, with what looks private masked."""
    names, findings = names_of(matter), []
    masked = []
    for text in (matter.title, matter.text, _public_reply(matter)):
        clean, found = proposal(text, names)
        masked.append(clean)
        findings += found
    return Proposal(Draft(*masked), findings)


def published_rows(text: str = "") -> QuerySet[Publication]:
    """Public versions, the newest first; with the words of `text` in them."""
    rows = Publication.objects.public().select_related("matter__office").order_by("-published_at", "-pk")
    return rows.found_by(text) if text.strip() else rows


def _sent(matter: Matter) -> list[Reply]:
    rows = Reply.objects.filter(handling__matter=matter, sent_at__isnull=False)
    return list(rows.select_related("handling").order_by("handling__round", "pk"))


def _public_reply(matter: Matter) -> str:
    replies = [reply for reply in _sent(matter) if reply.is_public]
    last = max((reply.handling.round for reply in replies), default=0)
    shown = [reply for reply in replies if reply.handling.round == last]
    if len(shown) == 1:
        return shown[0].text
    return "\n\n".join(f"{reply.handling.unit_name}:\n{reply.text}" for reply in shown)
