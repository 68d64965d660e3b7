from django.contrib import admin

from apps.foundation.core.admin import ReadOnlyAdmin
from apps.portal.models import MeasureSnapshot


@admin.register(MeasureSnapshot)
class MeasureSnapshotAdmin(ReadOnlyAdmin):
    list_display = ("on", "area", "measure", "value", "taken_at")
    list_filter = ("measure",)
    date_hierarchy = "on"
