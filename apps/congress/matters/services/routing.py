"""办理渠道: where a matter goes that is not handed to units: settled, for reference, elsewhere, to a deputy above.

What is still waiting for its review is accepted with the same act.
"""

from datetime import datetime

from django.db import transaction

from apps.congress.matters.models import Matter, MatterState, Route
from apps.congress.matters.rules.likeness import bigrams
from apps.congress.matters.rules.states import move
from apps.congress.matters.selectors.routing import term_above
from apps.congress.matters.selectors.writing import categories_at, kind_at, serves
from apps.congress.matters.services.matter_records import matter_locked, record, tell_proposer
from apps.congress.matters.services.matter_telling import tell_members
from apps.congress.matters.services.reviewing import matter_accept
from apps.congress.matters.signals import matter_closed
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import DomainError, NotAllowed
from apps.foundation.people.models import Mandate

LIMIT = 400


@transaction.atomic
def matter_settle_on_spot(*, matter: Matter, sentence: str, by: Actor, at: datetime) -> Matter:
    """当场解决: the proposer is told how."""
    return _closed(matter, Route.SPOT, "已经解决", sentence, by, at)


@transaction.atomic
def matter_pass_as_reference(*, matter: Matter, sentence: str, by: Actor, at: datetime) -> Matter:
    """转党(工)委、政府(办事处)工作参考: nobody has to answer it."""
    return _closed(matter, Route.REFERENCE, "已转作工作参考", sentence, by, at)


@transaction.atomic
def matter_point_to_channel(*, matter: Matter, sentence: str, by: Actor, at: datetime) -> Matter:
    """超出职权: the proposer is told where to go."""
    return _closed(matter, Route.CHANNEL, "超出职权范围", sentence, by, at)


@transaction.atomic
def matter_pass_to_deputy(*, matter: Matter, deputy: Mandate, note: str = "", by: Actor, at: datetime) -> Matter:
    """转上级人大代表提出: a serving deputy of the congress above gets the draft of a suggestion.

    Returns the draft, which the deputy hands in or not; its `origin` is the matter, which closes when the congress
    above has answered.
    """
    matter = _accepted(matter, by, at)
    term = term_above(matter)
    if term is None:
        raise DomainError("本平台没有上级人民代表大会,请选择其他办理渠道。")
    if deputy.term_id != term.pk or not serves(term, deputy.person_id, local_day(at)):
        raise NotAllowed(f"{deputy.person.name}目前不是{term.body.name}的在任代表,请另选一名代表。")
    matter.state = move(matter.state, "pass_on")
    matter.route, matter.routed_at, matter.due_on = Route.DEPUTY, at, None
    matter.save()
    draft = _draft_above(matter, deputy, at)
    name = deputy.person.name
    record("matters.matter.passed_on", matter, by, deputy=name, body=term.body.name)
    tell_members(
        draft, [deputy.person_id], "matters.passed_on", by=by, at=at, office=matter.office.name, note=note.strip()
    )
    tell_proposer(matter, f"属于上级职权,已转请{name}代表向{term.body.name}提出建议,进展会写在这里。", by=by, at=at)
    return draft


def _draft_above(matter: Matter, deputy: Mandate, at: datetime) -> Matter:
    """The words as they were brought; the category too, where the congress above has it."""
    body = deputy.term.body
    known = matter.category in categories_at(body.area, local_day(at))
    return Matter.objects.create(
        kind=kind_at(body), office=body.area, path=body.area.path, body=body, term=deputy.term, lead=deputy.person,
        proposer_name=deputy.person.name, title=matter.title, text=matter.text, created_at=at, origin=matter,
        category=matter.category if known else "", may_be_published=matter.may_be_published,
        bigrams=bigrams(f"{matter.title} {matter.text}"),
    )  # fmt: skip


def _closed(matter: Matter, route: Route, how: str, sentence: str, by: Actor, at: datetime) -> Matter:
    sentence = sentence.strip()
    if not sentence:
        raise DomainError("请写一句提出人看得懂的话:怎样处理的,还可以找谁。")
    if len(sentence) > LIMIT:
        raise DomainError(f"告知提出人的话最多{LIMIT}字,请精简。")
    matter = _accepted(matter, by, at)
    matter.state = move(matter.state, "settle")
    matter.route, matter.reason, matter.due_on = route, sentence, None
    matter.routed_at = matter.closed_at = at
    matter.save()
    record("matters.matter.settled", matter, by, route=route.label, reason=sentence)
    tell_proposer(matter, f"{how}:{sentence}", by=by, at=at, is_final=True)
    matter_closed.send(sender=Matter, matter=matter, by=by, at=at)
    return matter


def _accepted(matter: Matter, by: Actor, at: datetime) -> Matter:
    matter = matter_locked(matter)
    return matter_accept(matter=matter, by=by, at=at) if matter.state == MatterState.SUBMITTED else matter
