"""Nominees: who stands for them, what they still lack, who becomes a candidate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from apps.congress.elections.models import Answer, Consent, Election, Fate, Nomination, Signature, Source, State
from apps.congress.elections.rules.slates import Way, issues_before_fixing, way_to_candidates
from apps.congress.elections.selectors.rules_here import signers_needed
from apps.foundation.core.errors import Issue
from apps.foundation.people.rules.strokes import by_strokes, stroke_key, unknown_characters


@dataclass(frozen=True, slots=True)
class Nominee:
    """A nomination as the page shows it; `own` is the acting deputy's signature, if there is one."""

    nomination: Nomination
    signed: int
    needed: int
    own: Signature | None = None
    is_elected: bool = False

    @property
    def lacks(self) -> int:
        """Deputies still to co-sign; none where the presidium or the first round proposed."""
        return max(self.needed - self.signed, 0) if self.nomination.source == Source.DEPUTIES else 0

    @property
    def label(self) -> str:
        """Where the nomination stands, in a word."""
        nomination = self.nomination
        if nomination.withdrawn_at or self.is_elected:
            return "当选" if self.is_elected else "已撤回"
        if nomination.answer == Answer.DECLINED or nomination.fate:
            return nomination.get_fate_display() if nomination.fate else nomination.get_answer_display()
        if self.lacks:
            open_ = nomination.election.state == State.NOMINATING
            return f"还差{self.lacks}人附议" if open_ else "联名人数不足"
        return nomination.get_answer_display()

    @property
    def tone(self) -> str:
        """The colour of the label."""
        if self.nomination.fate == Fate.CANDIDATE:
            return "green" if self.is_elected else "blue"
        is_off = self.nomination.withdrawn_at or self.nomination.answer == Answer.DECLINED
        if is_off or self.nomination.fate:
            return "secondary"
        return "green" if self.nomination.answer == Answer.ACCEPTED and not self.lacks else "orange"

    @property
    def stands(self) -> bool:
        """Lawfully nominated, and not declined."""
        gone = self.nomination.withdrawn_at or self.nomination.answer == Answer.DECLINED
        return not gone and not self.lacks


def nominees_of(election: Election, on: date, person_id: int | None = None) -> list[Nominee]:
    """All nominations by surname strokes, those taken back last."""
    needed = signers_needed(election, on)
    own = {
        signature.nomination_id: signature
        for signature in Signature.objects.filter(election=election, person=person_id, nomination__isnull=False)
    }
    elected = set(election.elected.values_list("nomination_id", flat=True))
    found = election.nominations.with_signed().select_related("lead", "person")
    rows = []
    for nomination in found:
        nomination.election = election
        is_elected = nomination.pk in elected
        rows.append(Nominee(nomination, nomination.signed, needed, own.get(nomination.pk), is_elected))
    return sorted(rows, key=lambda row: (row.nomination.withdrawn_at is not None, stroke_key(row.nomination.name)))


def accepted(nominees: Sequence[Nominee]) -> list[Nominee]:
    return [nominee for nominee in nominees if nominee.stands and nominee.nomination.answer == Answer.ACCEPTED]


def issues_with_nominees(election: Election, nominees: Sequence[Nominee]) -> list[Issue]:
    """What keeps them from becoming candidates."""
    waiting = [one.nomination.name for one in nominees if one.stands and one.nomination.answer == Answer.ASKED]
    return issues_before_fixing(
        len(accepted(nominees)), waiting, seats=election.seats, extra=election.extra, lawful=election.lawful
    )


def needs_preliminary(election: Election, nominees: Sequence[Nominee]) -> bool:
    """Whether more accepted than there may be candidates."""
    count = len(accepted(nominees))
    way = way_to_candidates(count, seats=election.seats, extra=election.extra, lawful=election.lawful)
    return way is Way.PRELIMINARY


def candidates_of(election: Election) -> list[Nomination]:
    """The candidates by surname strokes, as every list and ballot prints them."""
    return sorted(election.nominations.candidates(), key=lambda one: stroke_key(one.name))


def order_note(names: Sequence[str]) -> str:
    """Where the order of names is not certain, a sentence; else ""."""
    unknown = unknown_characters(by_strokes(names))
    if not unknown:
        return ""
    return f"“{'、'.join(unknown)}”不在笔画表中,含这些字的姓名排在同姓的最后,请核对选票上的顺序。"


def signed_for(election: Election, person_id: int) -> int:
    """How many nominees of an election a deputy stands for now; nominations off the table free the name again."""
    signed = Signature.objects.filter(election=election, person=person_id, consent=Consent.SIGNED)
    standing = election.nominations.standing().values("pk")
    return signed.filter(nomination__in=standing).count()


def presidium_named(election: Election) -> int:
    """How many nominees of the presidium stand now."""
    return election.nominations.standing().filter(source=Source.PRESIDIUM).count()


def signed_for_too_many(nomination: Nomination) -> list[str]:
    """Deputies who signed for a nominee and have meanwhile given all the names they have to others."""
    election = nomination.election
    people = nomination.signatures.filter(consent=Consent.SIGNED).select_related("person")
    return [one.person.name for one in people if signed_for(election, one.person_id) >= election.seats]


def motion_signed(election: Election) -> int:
    """How many deputies move a removal."""
    return election.signatures.filter(nomination=None, consent=Consent.SIGNED).count()


def signers_of(nomination: Nomination) -> list[Signature]:
    """Who was asked to co-sign and who did, in the order in which they did."""
    return list(nomination.signatures.select_related("person").order_by("answered_at", "pk"))
