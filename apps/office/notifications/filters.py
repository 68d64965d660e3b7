import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.office.notifications.channels import MAIL, gateways
from apps.office.notifications.models import DIGEST, GATHER, DeliveryAttempt, DeliveryState, Notice


def channel_choices() -> list[tuple[str, str]]:
    return [(each.name, each.label) for each in (MAIL, *gateways())]


class InboxFilters(django_filters.FilterSet):
    each = django_filters.ChoiceFilter(
        label="显示", choices=[("1", "逐条显示")], method="as_it_is", empty_label="汇总显示"
    )
    unread = django_filters.ChoiceFilter(
        label="状态", choices=[("1", "未读"), ("0", "已读")], method="by_unread", empty_label="全部"
    )

    class Meta:
        model = Notice
        fields: list[str] = []

    def filter_queryset(self, rows: QuerySet) -> QuerySet:
        """What stands in a digest is left to it, unless somebody looks for something or wants each."""
        narrowed = self.form.cleaned_data.get("each") or self.data.get("q")
        return super().filter_queryset(rows if narrowed else rows.whole())

    def as_it_is(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows

    def by_unread(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(read_at__isnull=value == "1")


class DeliveryFilters(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        label="对外发送", choices=DeliveryState.choices, method="by_state", empty_label="全部"
    )
    kind = django_filters.ChoiceFilter(
        label="类别", choices=[("remind", "期限提醒"), ("other", "其他消息")], method="by_kind", empty_label="全部"
    )
    channel = django_filters.ChoiceFilter(
        label="渠道", choices=channel_choices, method="by_channel", empty_label="全部"
    )
    since = django_filters.DateFilter("created_at", "date__gte", label="自何日")
    until = django_filters.DateFilter("created_at", "date__lte", label="至何日")

    class Meta:
        model = Notice
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.whose_latest_try_is([value])

    def by_kind(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        reminds = Q(key__startswith=GATHER) | Q(key__startswith=DIGEST + GATHER)
        return rows.filter(reminds if value == "remind" else ~reminds)

    def by_channel(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Exists(DeliveryAttempt.objects.filter(notice=OuterRef("pk"), channel=value)))
