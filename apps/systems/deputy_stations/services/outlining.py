"""区划边界: one for an area, from a GeoJSON file."""

from datetime import datetime
from typing import IO

from django.db import transaction

from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import DomainError
from apps.foundation.organisations.models import Area
from apps.systems.deputy_stations.models import Outline
from apps.systems.deputy_stations.rules.outlines import UNREADABLE, shape_from

BYTES_LIMIT = 5 * 1024 * 1024


@transaction.atomic
def outline_set(*, area: Area, file: IO[bytes], by: Actor, at: datetime) -> Outline:
    """Replaces the one there was. Raises DomainError for a file that holds no outline."""
    content = file.read(BYTES_LIMIT + 1)
    if len(content) > BYTES_LIMIT:
        raise DomainError("文件超过 5 MB,请先简化边界再上传。")
    try:
        shape = shape_from(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DomainError(UNREADABLE) from error
    except ValueError as error:
        raise DomainError(str(error)) from error
    values = {"shape": shape, "uploaded_by": by.name, "uploaded_at": at}
    outline, _ = Outline.objects.update_or_create(area=area, defaults=values)
    audit.record("deputy_stations.outline.set", on=outline, by=by, area_path=area.path)
    return outline
