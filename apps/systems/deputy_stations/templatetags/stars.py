"""{% stars_today station as stars %}: how many stars a station has today, 0 for none."""

from django import template
from django.utils import timezone

from apps.systems.deputy_stations.models import Station
from apps.systems.deputy_stations.selectors.stars import star_on

register = template.Library()


@register.simple_tag
def stars_today(station: Station) -> int:
    return star_on(station, timezone.localdate())
