"""What pages about people need."""

from django import template
from django.template.context import Context

from apps.foundation.core import registry
from apps.foundation.people.models import MandateState, Person
from apps.foundation.people.permissions import phone_shown

register = template.Library()
TONES = {MandateState.SERVING: "green", MandateState.SUSPENDED: "orange", MandateState.ENDED: "secondary"}


@register.simple_tag(takes_context=True)
def phone(context: Context, person: Person) -> str:
    """The phone as the acting role may see it."""
    return phone_shown(context["request"].actor, person)


@register.filter
def state_tone(state: str) -> str:
    """The colour of a seat's state."""
    return TONES.get(MandateState(state), "secondary") if state else "secondary"


@register.filter
def role_title(slug: str) -> str:
    """A role's Chinese title."""
    role = registry.roles().get(slug)
    return role.title if role else slug


@register.filter
def last_four(identity_number: str) -> str:
    """The most that is ever shown of an identity number."""
    return f"**************{identity_number[-4:]}" if identity_number else ""
