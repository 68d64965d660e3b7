"""Which organ of the supervising office decides and signs."""

from datetime import date

from apps.foundation.core.errors import DomainError
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.organisations.selectors import standing_organ


def supervising_organ(office: Area, on: date) -> Unit:
    """常委会, 主席团 or 人大街道工委 of the office. Raises DomainError where its congress is not entered yet."""
    found = _organ_of(office, on)
    if found is None:
        raise DomainError(f"{office.name}还没有登记人大机关,请先在“单位”中登记,再办理此事。")
    return found


def heading_of(office: Area, on: date) -> Unit:
    """In whose name a list is printed that nobody signs: the organ, or the place before its congress is entered."""
    return _organ_of(office, on) or Unit(area=office, name=office.name)


def _organ_of(office: Area, on: date) -> Unit | None:
    body = Unit.objects.bodies().on(on).filter(area=office).select_related("area").order_by("pk").first()
    return standing_organ(body, on) if body else None
