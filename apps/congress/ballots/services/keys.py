"""The portal's side of the keeper: keys at the opening, their end after the signature."""

from functools import lru_cache
from uuid import UUID

from django.conf import settings

from apps.congress.ballots import selectors
from apps.congress.ballots.keeper.client import Keeper
from apps.congress.ballots.models import SECRET_METHODS, Poll, PollKeys, PollState
from apps.congress.ballots.rules.secrecy import canonical, definition_of
from apps.congress.ballots.secret_box import fingerprints
from apps.congress.ballots.services.records import record
from apps.foundation.core import outbox
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, DomainError

HELD_BEFORE = "本次表决以前开始过,已发出过选票,而数据库里没有记录(恢复过较早的备份)。请将它作废,另建一次表决。"
KEYS_ARE_OVER = (PollState.SIGNED, PollState.ANNOUNCED, PollState.VOIDED)


@lru_cache(maxsize=1)
def keeper() -> Keeper:
    """The keeper of this installation; the client holds one connection a thread."""
    return Keeper(settings.KEEPER_SOCKET)


def keys_create(poll: Poll, *, voters: int, by: Actor) -> PollKeys:
    """Ask the keeper for the keys of a poll whose roll has just been frozen, and publish their public halves."""
    definition = definition_of(
        poll=poll.public_id,
        body=poll.body.name,
        title=poll.title,
        held_under=poll.held_under,
        rules=selectors.counting_rules(poll),
        method=poll.method,
        grades=poll.grades,
        options=selectors.option_names(poll),
        roll_hash=poll.roll_hash,
        due=poll.due or 0,
        present=poll.present or 0,
        voters=voters,
    )
    if keeper().compare(poll.public_id, [], []).signed:
        raise Conflict(HELD_BEFORE)
    public = keeper().create(definition)
    keys = PollKeys.objects.create(
        poll=poll,
        definition=canonical(definition).decode(),
        signing_key=public.signing_key,
        sealing_key=public.sealing_key,
        head_key=public.head_key,
        ballot_size=public.ballot_size,
    )
    known = fingerprints(keys)
    record("ballots.keys.made", on=poll, by=by, head=known.head_fingerprint, keys=known.poll_fingerprint)
    return keys


def keys_destroy_of_finished() -> int:
    """Destroy what is left of the keys of every signed, announced or void poll; returns of how many. Safe to repeat.

    The keeper is asked only where there is such a poll. One that fails keeps none of the others from being destroyed;
    its refusal is raised at the end.
    """
    over = set(
        Poll.objects.filter(method__in=SECRET_METHODS, state__in=KEYS_ARE_OVER).values_list("public_id", flat=True)
    )
    polls = over.intersection(keeper().living()) if over else set()
    refusals = [refusal for poll in polls if (refusal := _refusal_to_destroy(poll))]
    if refusals:
        raise refusals[0]
    return len(polls)


def _refusal_to_destroy(poll: UUID) -> DomainError | None:
    try:
        keeper().destroy(poll)
    except DomainError as refusal:
        return refusal
    return None


def keys_destroy_soon(poll: Poll) -> None:
    """The keys of a signed or void secret poll are destroyed once that is on disk."""
    if poll.is_secret:
        outbox.send("ballots.keys_destroy", str(poll.public_id))
