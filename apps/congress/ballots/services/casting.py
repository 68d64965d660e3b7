"""Casting a named ballot: once per voter, never after the close, never lost."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, transaction
from django.db.models import OuterRef, Q, QuerySet

from apps.congress.ballots.models import SECRET_METHODS, NamedBallot, Option, Poll
from apps.congress.ballots.rules.marks import Marks, issues_before_casting
from apps.congress.ballots.rules.measures import Model
from apps.congress.ballots.selectors import counting_rules
from apps.congress.ballots.services.locks import hold_for_casting
from apps.congress.ballots.services.records import record
from apps.congress.ballots.services.voters import NOT_ON_THE_ROLL, Voter, lines_of_voters, require_vote
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, NotAllowed, NotReady, WrongState
from apps.foundation.core.prepared import Prepared, slot


@dataclass(frozen=True, slots=True)
class CastBallot:
    """The ballot in the box: what it says and since when."""

    choices: Any
    cast_at: datetime


@transaction.atomic
def ballot_cast(*, poll: Poll, marks: Marks, by: Actor, at: datetime) -> CastBallot:
    """Put the actor's own ballot into the box.

    The same marks again give the same answer, whatever happened to the first one; other marks are a Conflict.
    """
    if poll.method in SECRET_METHODS:
        raise WrongState("本次表决是无记名表决,不能记名投票。请刷新页面后重新投票。")
    hold_for_casting(poll.pk)
    voter, ballot, names = _voter(poll, by, at)
    choices = marks.stored(Model(poll.model), names)
    if ballot is not None:
        return _same_or_conflict(ballot, choices)
    require_vote(voter)
    issues = list(issues_before_casting(counting_rules(poll), names, poll.grades, marks))
    if issues:
        raise NotReady(issues, "选票还不能投出,您的选择已保留,请改正后再投。")
    if not _insert(voter.entry_id, choices, at):
        stored = NamedBallot.objects.get(pk=voter.entry_id)
        return _same_or_conflict(CastBallot(stored.choices, stored.cast_at), choices)
    record("ballots.ballot.cast", on=poll, by=by)
    return CastBallot(choices, at)


def _lines() -> QuerySet:
    options = Option.objects.filter(poll=OuterRef("poll")).order_by("number").values("title")
    poll = Q(poll=slot("poll", "bigint"))
    return lines_of_voters("ballot__choices", "ballot__cast_at", ArraySubquery(options), poll=poll)


_LINES = Prepared(_lines)


def _voter(poll: Poll, by: Actor, at: datetime) -> tuple[Voter, CastBallot | None, list[str]]:
    """The actor on the roll as of this statement, their ballot, and the options. Raises NotAllowed off the roll."""
    rows = _LINES.rows(poll=poll.pk, person=by.person_id, day=local_day(at))
    if not rows:
        raise NotAllowed(NOT_ON_THE_ROLL)
    *line, choices, cast_at, names = rows[0]
    return Voter(*line), CastBallot(json.loads(choices), cast_at) if cast_at else None, names


def _same_or_conflict(stored: CastBallot, choices: Any) -> CastBallot:
    if stored.choices != choices:
        raise Conflict("您已投票,所投内容不变。")
    return stored


def _insert(entry_id: int, choices: Any, at: datetime) -> bool:
    """Insert unless another window was first; the primary key decides, so a race is an answer and no error."""
    field = NamedBallot._meta.get_field("choices")
    statement = (
        f"INSERT INTO {NamedBallot._meta.db_table} (entry_id, choices, cast_at) VALUES (%s, %s, %s) "
        "ON CONFLICT DO NOTHING"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [entry_id, field.get_db_prep_value(choices, connection), at])
        return cursor.rowcount == 1
