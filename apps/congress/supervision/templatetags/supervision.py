"""What the templates of supervision look up."""

from collections.abc import Mapping

from django import template
from django.db.models import Model

from apps.congress.supervision.models import SheetState, SupervisionSheet
from apps.office.files.models import Attachment

register = template.Library()
TONES = {SheetState.ISSUED: "orange", SheetState.ANSWERED: "azure", SheetState.CLOSED: "green"}


@register.filter
def of(files: Mapping[int, list[Attachment]], row: Model) -> list[Attachment]:
    """The files of one row."""
    return files.get(row.pk, [])


@register.filter
def sheet_tone(sheet: SupervisionSheet) -> str:
    """The colour of a sheet's state."""
    return TONES.get(SheetState(sheet.state), "secondary")
