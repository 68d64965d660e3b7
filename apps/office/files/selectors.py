"""Which files a person may see."""

from django.apps import apps
from django.db import models

from apps.foundation.core.actors import Actor
from apps.office.files.models import Attachment


def attachments_of(parent: models.Model) -> models.QuerySet[Attachment]:
    """The files of a row; whoever shows them has already been allowed to see the row."""
    return Attachment.objects.of(parent)


def parent_is_visible(attachment: Attachment, actor: Actor) -> bool:
    """Whether the actor sees the row the file belongs to; a parent that cannot say so is closed."""
    try:
        parents = apps.get_model(attachment.parent_label)._default_manager.all()
    except LookupError:
        return False
    if not hasattr(parents, "visible_to"):
        return False
    return parents.visible_to(actor).filter(pk=attachment.parent_id).exists()
