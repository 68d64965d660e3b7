"""What operators see in Django's admin of things that only services change."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from import_export.admin import ExportMixin


class ReadOnlyAdmin(ExportMixin, admin.ModelAdmin):
    """Listed, searched, filtered and exported inside one's own area; never added, changed or deleted.

    `area_lookup` leads from the model to the path of its area.
    """

    area_lookup = ""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        if not request.actor.sees_area:
            return rows.none()
        return rows.filter(**{f"{self.area_lookup}__startswith": request.actor.area_path})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
