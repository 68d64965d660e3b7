from django.contrib import admin

from apps.foundation.core.admin import ReadOnlyAdmin
from apps.office.notifications.models import DeliveryAttempt, Notice


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    area_lookup = "recipient__area__path"
    list_display = ("title", "recipient", "created_at", "read_at", "sender")
    list_select_related = ("recipient",)
    search_fields = ("title", "recipient__name", "key")
    date_hierarchy = "created_at"


@admin.register(DeliveryAttempt)
class DeliveryAttemptAdmin(ReadOnlyAdmin):
    area_lookup = "notice__recipient__area__path"
    list_display = ("notice", "number", "address", "state", "started_at", "reason")
    list_filter = ("state",)
    list_select_related = ("notice__recipient",)
    search_fields = ("address", "notice__title")
