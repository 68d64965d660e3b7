"""Whose seasons the demo district shows, and who keeps them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from apps.foundation.accounts.models import User
from apps.foundation.core.actors import DEPUTY, REPRESENTATIVE, STAFF, Actor
from apps.foundation.core.dates import local_day
from apps.foundation.people.models import Person, Term
from apps.foundation.people.selectors import acting_roles, actor_of, serving_members


@dataclass(frozen=True, slots=True)
class Place:
    """A body of the demo district with who keeps its votes."""

    term: Term
    by: Actor

    @property
    def members(self) -> list[Person]:
        return [mandate.person for mandate in serving_members(self.term, timezone.localdate())]

    def actor(self, person: Person) -> Actor:
        body = self.term.body
        return Actor(
            name=person.name,
            role=REPRESENTATIVE if body.is_street_body else DEPUTY,
            user_id=person.user_id,
            person_id=person.pk,
            body_ids=(body.pk,),
            role_title=f"{body.name}代表",
        )


def place_of(body: str, username: str, at: datetime) -> Place:
    user, on = User.objects.get(username=username), local_day(at)
    actor = actor_of(user, acting_roles(user, on)[0].choice, on) or Actor(username, STAFF)
    return Place(Term.objects.select_related("body__area").get(body__name=body), actor)
