from django.contrib import admin

from apps.foundation.core.admin import ReadOnlyAdmin
from apps.portal.models import KeptLines, MeasureSnapshot, Report


@admin.register(MeasureSnapshot)
class MeasureSnapshotAdmin(ReadOnlyAdmin):
    list_display = ("on", "area", "measure", "value", "taken_at")
    list_filter = ("measure",)
    date_hierarchy = "on"


@admin.register(KeptLines)
class KeptLinesAdmin(ReadOnlyAdmin):
    list_display = ("on", "area", "measure", "lines")
    list_filter = ("measure",)
    date_hierarchy = "on"


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ("area", "kind", "starts_on", "as_of", "state", "asked_by", "asked_at")
    list_filter = ("kind", "state")
