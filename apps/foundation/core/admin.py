"""What operators see in Django's admin of things that only services change."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from import_export.admin import ExportMixin

from apps.foundation.core.models import Holiday, OutboxTask


class ReadOnlyAdmin(ExportMixin, admin.ModelAdmin):
    """Listed, searched, filtered and exported inside one's own area; never added, changed or deleted.

    `area_lookup` leads from the model to the path of its area; without one, only operators see the rows.
    """

    area_lookup = ""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        if not self.area_lookup:
            return rows if request.actor.is_operator else rows.none()
        if not request.actor.sees_area:
            return rows.none()
        return rows.filter(**{f"{self.area_lookup}__startswith": request.actor.area_path})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Holiday)
class HolidayAdmin(ExportMixin, admin.ModelAdmin):
    """The only table kept here by hand: a notice may come before the library knows of it."""

    list_display = ("day", "works", "name", "source")
    list_filter = ("works",)
    search_fields = ("name", "source")
    date_hierarchy = "day"

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.actor.is_operator

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.actor.is_operator

    has_add_permission = has_module_permission
    has_change_permission = has_view_permission
    has_delete_permission = has_view_permission


@admin.register(OutboxTask)
class OutboxTaskAdmin(ReadOnlyAdmin):
    list_display = ("name", "args", "queued_at")
    list_filter = ("name",)
