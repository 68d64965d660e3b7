"""Reads across a poll, its roll, its ballots and its tallies."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Count as CountOf
from django.db.models import Q, QuerySet

from apps.congress.ballots.models import (
    Channel,
    Count,
    Duty,
    NamedBallot,
    Option,
    PaperTally,
    Poll,
    PollKeys,
    PollState,
    RollEntry,
    SecretBallot,
)
from apps.congress.ballots.rules.cases import RULE_FIELDS
from apps.congress.ballots.rules.marks import write_in_lines
from apps.congress.ballots.rules.measures import Base, CountingRules
from apps.congress.ballots.rules.opening import OpeningFacts
from apps.congress.ballots.rules.rolls import RollMember
from apps.congress.ballots.rules.sheets import Sheet, compare, issues_with, issues_with_paper_beside_phones
from apps.congress.ballots.selectors.scrutiny import list_facts
from apps.foundation.core.errors import Issue, WrongState
from apps.foundation.core.marks import fields_mark
from apps.foundation.core.prepared import Prepared, slot
from apps.foundation.organisations.models import Area, Unit

SETTINGS = (
    "title", "held_under", "model", "method", "seats", "base", "closes_at", "equal_slate", "grades", "instructions",
)  # fmt: skip
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
"""Browsers trust these without https."""


def settings_mark(poll: Poll) -> str:
    """Names what staff decided about a poll as it is stored: another mark, other settings."""
    return fields_mark(poll, SETTINGS)


def address_is_secure() -> bool:
    """Whether browsers will seal ballots on pages of the portal's public address."""
    return settings.HTTPS or urlsplit(settings.PUBLIC_URL).hostname in LOCAL_HOSTS


def counting_rules(poll: Poll) -> CountingRules:
    """The voting measures a poll is counted by.

    A draft of an assessment may lack its base; the placeholder lets the other checks of opening run.
    """
    stored = {field: getattr(poll, field) for field in RULE_FIELDS}
    return CountingRules.stored(**stored | {"base": poll.base or Base.ALL})


def option_names(poll: Poll) -> list[str]:
    """The options in the order of the ballot."""
    return list(poll.options.order_by("number").values_list("title", flat=True))


def opening_facts(
    poll: Poll, *, at: datetime, roll: Sequence[RollMember] | None = None, due: int | None = None,
    present: int | None = None,
) -> OpeningFacts:  # fmt: skip
    """What opening depends on; without a roll only what the set-up page itself can settle."""
    duties = dict(poll.officers.order_by().values_list("duty").annotate(CountOf("pk")))
    return OpeningFacts(
        rules=counting_rules(poll),
        on_paper=poll.votes_on_paper,
        address_is_secure=address_is_secure(),
        held_under=poll.held_under,
        options=poll.options.count(),
        equal_slate=poll.equal_slate,
        grades=len(poll.grades),
        chief_scrutineers=duties.get(Duty.CHIEF_SCRUTINEER, 0),
        scrutineers=duties.get(Duty.SCRUTINEER, 0),
        tellers=duties.get(Duty.TELLER, 0),
        closes_at=poll.closes_at,
        at=at,
        roll=None if roll is None else len(roll),
        voters=None if roll is None else len({member.person_id for member in roll}),
        due=due,
        present=present,
        is_secret=poll.is_secret,
        has_base=bool(poll.base),
        grade_names=tuple(poll.grades),
        list=list_facts(poll),
    )


@dataclass(frozen=True, slots=True)
class LiveCounts:
    """Counts that may be shown while voting: how many, never what.

    `issued` and `cast` are electronic ballots. A named ballot is issued to everybody who votes by phone; a secret one
    to whoever took it, and `issued - cast` have not come back.
    """

    due: int
    present: int
    roll: int
    electronic: int
    paper: int
    issued: int
    cast: int

    @property
    def missing(self) -> int:
        return self.electronic - self.cast


def live_counts(poll: Poll) -> LiveCounts:
    """One query, whatever the size of the roll; a secret box takes a second."""
    numbers = RollEntry.objects.filter(poll=poll).aggregate(
        roll=CountOf("pk"),
        electronic=CountOf("pk", filter=Q(channel=Channel.ELECTRONIC)),
        cast=CountOf("ballot"),
        issued=CountOf("issued"),
    )
    electronic = numbers["electronic"]
    issued, cast = electronic, numbers["cast"]
    if poll.is_secret:
        issued, cast = numbers["issued"], SecretBallot.objects.filter(poll=poll).count()
    return LiveCounts(
        poll.due or 0, poll.present or 0, numbers["roll"], electronic, numbers["roll"] - electronic, issued, cast
    )


def has_ballots_on_their_way(poll: Poll) -> bool:
    """Whether somebody took a secret ballot that is not in the box."""
    counts = live_counts(poll)
    return counts.cast < counts.issued


def missing_voters(poll: Poll) -> QuerySet[RollEntry]:
    """Who may vote by phone and has not. A secret poll tells nobody, for a ballot not cast says something too."""
    if poll.is_secret:
        return poll.roll.none()
    return poll.roll.filter(channel=Channel.ELECTRONIC, ballot__isnull=True).order_by("number")


def named_votes(poll: Poll) -> QuerySet[NamedBallot]:
    """Who voted what, from the count on; refused before, for everybody."""
    result_of(poll)
    return NamedBallot.objects.filter(entry__poll=poll).select_related("entry").order_by("entry__number")


def result_of(poll: Poll) -> Count:
    """The count. Refused before it exists: nobody, whoever asks, sees a figure before the close."""
    count = Count.objects.filter(poll=poll).first()
    if count is None:
        raise WrongState("表决截止并计票以前,任何人都不能查看表决内容和结果。")
    return count


def sheet_of(tally: PaperTally) -> Sheet:
    return Sheet(tally.issued, tally.received, tally.void, tally.blank, tuple(tally.items))


def issues_with_sheet(poll: Poll, sheet: Sheet, names: Sequence[str]) -> list[Issue]:
    """Why this sheet cannot be the box of this poll."""
    issues = issues_with(sheet, counting_rules(poll), names, due=poll.due or 0, present=poll.present or 0)
    if poll.is_mixed:
        on_paper = poll.roll.filter(channel=Channel.PAPER).count()
        issues += issues_with_paper_beside_phones(sheet, on_paper=on_paper)
    return issues


@dataclass(frozen=True, slots=True)
class PaperState:
    """Where the double entry stands: the current attempt and what has been typed in for it."""

    attempt: int
    tallies: tuple[PaperTally, ...]

    @property
    def agreed(self) -> Sheet | None:
        """The box, once two tellers have typed in the same, people written in in whatever order."""
        sheets = [sheet_of(tally) for tally in self.tallies]
        return sheets[0] if len(sheets) == 2 and not compare(*sheets) else None


def paper_state(poll: Poll) -> PaperState:
    """The last attempt; when its two tallies differ it stays current until somebody types in the next."""
    tallies = list(poll.tallies.select_related("teller").order_by("attempt", "pk"))
    attempt = tallies[-1].attempt if tallies else 1
    return PaperState(attempt, tuple(tally for tally in tallies if tally.attempt == attempt))


def tally_is_due(poll: Poll, person_id: int) -> bool:
    """Whether it is this teller's turn: not yet typed in for this attempt, or both have and they differ."""
    paper = paper_state(poll)
    if len(paper.tallies) == 2:
        return paper.agreed is None
    return all(tally.teller_id != person_id for tally in paper.tallies)


def stored_ballots(poll: Poll) -> list[Any]:
    """What was cast, in the order of the roll, without names."""
    ballots = NamedBallot.objects.filter(entry__poll=poll).order_by("entry__number")
    return list(ballots.values_list("choices", flat=True))


def sheet_dict(sheet: Sheet) -> dict[str, Any]:
    """The columns of a PaperTally, and the JSON of one box."""
    return {
        "issued": sheet.issued,
        "received": sheet.received,
        "void": sheet.void,
        "blank": sheet.blank,
        "items": list(sheet.items),
    }


@dataclass(frozen=True, slots=True)
class VotingPage:
    """What the phone page shows: the ballot while it may be cast, what was cast afterwards, or why neither."""

    poll: Poll
    options: tuple[Option, ...]
    entry: RollEntry | None
    ballot: NamedBallot | None
    keys: PollKeys | None
    took_ballot: bool
    refusal: str

    @property
    def write_in_lines(self) -> range:
        return range(write_in_lines(counting_rules(self.poll)))


def voting_page(poll: Poll, person_id: int | None) -> VotingPage:
    """Two or three queries; the act of casting checks everything again under its lock."""
    entry = poll.roll.filter(person=person_id).select_related("ballot", "issued").first()
    options = tuple(poll.options.order_by("number"))
    keys = PollKeys.objects.filter(poll=poll).first() if poll.is_secret else None
    ballot, took_ballot = getattr(entry, "ballot", None), hasattr(entry, "issued")
    return VotingPage(poll, options, entry, ballot, keys, took_ballot, _why_not(poll, entry))


_CAST_FIELDS = ("id", "title", "method", *RULE_FIELDS)
# Hundreds vote in the same minute: compiled once, it takes a tenth of the time (benchmarks/ballots.py).
_POLLS_OF_VOTERS = Prepared(
    lambda: (
        Poll.objects.filter(roll__person=slot("person", "bigint"), public_id=slot("poll", "uuid"))
        .order_by()
        .values_list(*_CAST_FIELDS, "grades", "body_id", "body__area__path")
    )
)


def poll_of_voter(public_id: UUID, person_id: int | None) -> Poll | None:
    """As much of a poll as casting needs, if the person stands on its roll; its state is read under the lock."""
    rows = _POLLS_OF_VOTERS.rows(poll=public_id, person=person_id)
    if not rows:
        return None
    *values, grades, body_id, path = rows[0]
    body = Unit(pk=body_id, area=Area(path=path))
    known = dict(zip(_CAST_FIELDS, values, strict=True))
    return Poll(public_id=public_id, body=body, grades=json.loads(grades), **known)


def _why_not(poll: Poll, entry: RollEntry | None) -> str:
    if poll.state == PollState.DRAFT:
        return "表决还没有开始,请等待主持人宣布。"
    if poll.state == PollState.VOIDED:
        return "本次表决已作废,请等待重新表决的通知。"
    if entry is None:
        return "您不在本次表决的名册上:只有表决开始前已签到的代表可以投票。如有疑问请联系会务人员。"
    if poll.state != PollState.OPEN:
        return "表决已经截止。"
    return "" if entry.channel == Channel.ELECTRONIC else "您在本次表决中使用纸质票,请在会场填写并投入票箱。"


def marks_text(choices: Any) -> str:
    """What a ballot says, for people."""
    if isinstance(choices, list):
        return "、".join(choices) or "弃权"
    if set(choices) == {"approve", "oppose"}:
        sides = [("赞成", choices["approve"]), ("反对", choices["oppose"])]
        return ";".join(f"{label}:{'、'.join(names)}" for label, names in sides if names) or "弃权"
    return ";".join(f"{name}:{grade}" for name, grade in choices.items()) or "弃权"
