import django_filters
from django.db.models import Q, QuerySet

from apps.foundation.core import registry
from apps.office.documents.models import Document, DocumentState


class DocumentFilters(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(
        label="文书", choices=lambda: [(one.slug, one.title) for one in registry.document_kinds().values()]
    )
    state = django_filters.ChoiceFilter(label="状态", choices=DocumentState)
    year = django_filters.NumberFilter(label="签发年度", method="in_year", min_value=1990, max_value=2100)

    class Meta:
        model = Document
        fields = ["kind", "state", "year"]

    def in_year(self, rows: QuerySet, name: str, value: int) -> QuerySet:
        return rows.filter(issued_on__year=int(value))


class InboxFilters(django_filters.FilterSet):
    received = django_filters.ChoiceFilter(
        label="签收", choices=[("no", "待签收"), ("yes", "已签收")], method="by_receipt"
    )

    def by_receipt(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        waiting = Q(received_at__isnull=True, document__state=DocumentState.ISSUED)
        return rows.filter(waiting if value == "no" else Q(received_at__isnull=False))
