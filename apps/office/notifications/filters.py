import django_filters
from django.db.models import QuerySet

from apps.office.notifications.models import DeliveryState, Notice


class InboxFilters(django_filters.FilterSet):
    unread = django_filters.ChoiceFilter(
        label="状态", choices=[("1", "未读"), ("0", "已读")], method="by_unread", empty_label="全部"
    )

    class Meta:
        model = Notice
        fields: list[str] = []

    def by_unread(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(read_at__isnull=value == "1")


class DeliveryFilters(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        label="对外发送", choices=DeliveryState.choices, method="by_state", empty_label="全部"
    )
    since = django_filters.DateFilter("created_at", "date__gte", label="自何日")

    class Meta:
        model = Notice
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.whose_latest_try_is([value])
