from django.contrib import admin

from apps.foundation.core.admin import ReadOnlyAdmin
from apps.office.notifications.models import (
    CalendarFeed,
    ChannelRest,
    DeliveryAttempt,
    Notice,
    NoticeWording,
    ReminderRun,
)


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
    list_display = ("notice", "channel", "number", "address", "state", "started_at", "reason")
    list_filter = ("state", "channel")
    list_select_related = ("notice__recipient",)
    search_fields = ("address", "notice__title")


@admin.register(ChannelRest)
class ChannelRestAdmin(ReadOnlyAdmin):
    list_display = ("channel", "failures", "until", "reason")


@admin.register(ReminderRun)
class ReminderRunAdmin(ReadOnlyAdmin):
    list_display = ("day", "people", "told", "seen", "missed", "finished_at", "problem")
    date_hierarchy = "day"


@admin.register(NoticeWording)
class NoticeWordingAdmin(ReadOnlyAdmin):
    list_display = ("slug", "area", "subject", "is_default", "set_by", "set_at")
    list_filter = ("slug",)
    list_select_related = ("area", "set_by")
    search_fields = ("slug", "subject", "body")


@admin.register(CalendarFeed)
class CalendarFeedAdmin(ReadOnlyAdmin):
    area_lookup = "person__area__path"
    list_display = ("person", "made_at")
    secret_fields = ("serial", "token_index")
    list_select_related = ("person",)
    search_fields = ("person__name",)
