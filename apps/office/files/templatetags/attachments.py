"""{% attachments thing %}: the files of a thing, pictures as thumbnails."""

from typing import Any

from django import template
from django.db import models

from apps.office.files import selectors

register = template.Library()


@register.inclusion_tag("components/attachments.html")
def attachments(parent: models.Model) -> dict[str, Any]:
    return {"attachments": selectors.attachments_of(parent)}
