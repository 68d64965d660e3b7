"""{% history thing %}: what happened to a thing, newest first, as Chinese sentences."""

from typing import Any

from django import template
from django.db import models

from apps.foundation.audit import selectors

register = template.Library()


@register.inclusion_tag("components/history.html")
def history(thing: models.Model, limit: int = 100) -> dict[str, Any]:
    return {"lines": selectors.history_of(thing, limit)}
