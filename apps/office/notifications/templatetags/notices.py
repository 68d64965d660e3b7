"""{% unread_notices as count %}: the badge of the shell."""

from django import template
from django.template.context import Context

from apps.office.notifications import selectors

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context: Context) -> int:
    actor = getattr(context.get("request"), "actor", None)
    return selectors.unread_count(actor) if actor and actor.person_id else 0
