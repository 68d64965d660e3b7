"""{% load approvals %}{% approval_chain subject %}: how far a thing has come, for the pages of the floors above."""

from typing import Any

from django import template
from django.db import models
from django.template.context import Context

from apps.office.approvals import selectors

register = template.Library()


@register.inclusion_tag("approvals/chain.html", takes_context=True)
def approval_chain(context: Context, subject: models.Model) -> dict[str, Any]:
    """The latest round of each kind of request about `subject` that the acting person may see; else nothing."""
    found = selectors.requests_of(subject).visible_to(context["request"].actor).with_steps()
    latest = {request.kind: request for request in reversed(found)}
    return {"chains": [(request, selectors.chain_of(request)) for request in latest.values()]}
