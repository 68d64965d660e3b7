import django_filters
from django.db.models import QuerySet

from apps.foundation.organisations.filters import WithinArea
from apps.systems.legal_exams.models import Nomination, Organ
from apps.systems.legal_exams.selectors.progress import GROUPS, PLACE, of_group


class ProgressFilters(django_filters.FilterSet):
    area = WithinArea(PLACE)
    group = django_filters.ChoiceFilter(label="进度", choices=GROUPS, method="by_group")
    organ = django_filters.ChoiceFilter(label="类别", choices=Organ)

    class Meta:
        model = Nomination
        fields: list[str] = []

    def by_group(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return of_group(rows, value)
