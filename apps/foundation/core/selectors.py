from datetime import date

from apps.foundation.core.models import Holiday


def working_day_exceptions(start: date, end: date) -> dict[date, bool]:
    """Days between `start` and `end` that differ from the weekday rule: day -> works."""
    return dict(Holiday.objects.filter(day__range=(start, end)).values_list("day", "works"))
