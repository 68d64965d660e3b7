"""Who may do what with a poll. The office of the place runs it, its officers count and sign, members vote."""

import rules

from apps.congress.ballots.models import SIGNING_DUTIES, Duty, Poll, PollState
from apps.foundation.core.actors import Actor
from apps.foundation.core.permissions import is_office


@rules.predicate
def covers_body(actor: Actor, poll: Poll) -> bool:
    return actor.covers(poll.body.area.path)


@rules.predicate
def is_teller(actor: Actor, poll: Poll) -> bool:
    return poll.officers.filter(person=actor.person_id, duty=Duty.TELLER).exists()


@rules.predicate
def is_scrutineer(actor: Actor, poll: Poll) -> bool:
    return poll.officers.filter(person=actor.person_id, duty__in=SIGNING_DUTIES).exists()


@rules.predicate
def is_announced(actor: Actor, poll: Poll) -> bool:
    return poll.state == PollState.ANNOUNCED


@rules.predicate
def publishes_counts(actor: Actor, poll: Poll) -> bool:
    return poll.publish_counts


runs_poll = is_office & covers_body
rules.add_perm("ballots.run_poll", runs_poll)
rules.add_perm("ballots.watch_poll", covers_body)
rules.add_perm("ballots.enter_tally", is_teller)
rules.add_perm("ballots.sign_result", is_scrutineer | runs_poll)
rules.add_perm("ballots.scrutinise", is_scrutineer | runs_poll)
# A result is declared by the chair. Before that it is known to those who run the poll, count it and sign it.
knows_result = runs_poll | is_scrutineer | is_teller
rules.add_perm("ballots.compare_tallies", knows_result)
rules.add_perm("ballots.see_result", is_announced | knows_result)
rules.add_perm("ballots.see_counts", (is_announced & covers_body) | knows_result)
rules.add_perm("ballots.see_votes", runs_poll)
rules.add_perm("ballots.check_box", (is_announced & (publishes_counts | covers_body)) | knows_result)
