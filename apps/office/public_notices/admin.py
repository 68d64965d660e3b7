"""The office looks and exports; who objected is neither shown nor exported here."""

from django.contrib import admin

from apps.foundation.core.admin import ReadOnlyAdmin
from apps.office.public_notices.models import Objection, PublicNotice


@admin.register(PublicNotice)
class PublicNoticeAdmin(ReadOnlyAdmin):
    area_lookup = "area__path"
    list_display = ("title", "area", "starts_on", "ends_on", "state", "published_by", "concluded_at")
    list_filter = ("state",)
    search_fields = ("title", "subject_text")
    list_select_related = ("area",)
    date_hierarchy = "starts_on"


@admin.register(Objection)
class ObjectionAdmin(ReadOnlyAdmin):
    area_lookup = "notice__area__path"
    list_display = ("notice", "channel", "received_at", "upheld", "settled_by", "settled_at")
    list_filter = ("channel", "upheld")
    search_fields = ("notice__title", "text")
    list_select_related = ("notice",)
