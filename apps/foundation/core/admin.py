"""What the office sees in Django's admin of things that only services change.

An app's admin.py reads:

    @admin.register(Meeting)
    class MeetingAdmin(ReadOnlyAdmin):
        area_lookup = "body__area__path"
        list_display = ("title", "body", "state")
        search_fields = ("title",)
"""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from import_export.admin import ExportMixin
from import_export.formats.base_formats import XLSX
from import_export.resources import ModelResource, modelresource_factory

from apps.foundation.core.actors import OPERATOR, STAFF, Actor
from apps.foundation.core.fields import EncryptedTextField
from apps.foundation.core.models import Holiday, OutboxTask, SentTask
from apps.foundation.core.signals import exported


class ReadOnlyAdmin(ExportMixin, admin.ModelAdmin):
    """Listed, searched, filtered and exported inside one's own area; never added, changed or deleted.

    `area_lookup` leads from the model to the path of its area. Besides, the queryset's own `visible_to` decides, or
    that of the next thing on this way that has one; without any of them only operators see the rows.
    `secret_fields` and encrypted ones are neither shown, exported nor filtered by. `get_absolute_url`, or
    `view_on_site`, leads to the page where the thing is acted on.
    """

    area_lookup = ""
    secret_fields: tuple[str, ...] = ()
    export_formats = [XLSX]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows, actor = super().get_queryset(request), request.actor
        if self.area_lookup:
            inside = {f"{self.area_lookup}__startswith": actor.area_path}
            rows = rows.filter(**inside, **self._with_parent(actor)) if actor.sees_area else rows.none()
        if hasattr(rows, "visible_to"):
            return rows.visible_to(actor)
        return rows if actor.is_operator or self.area_lookup else rows.none()

    def _with_parent(self, actor: Actor) -> dict[str, QuerySet[Any]]:
        """What belongs to something that says who sees it, such as a draft, is seen with that alone."""
        model, hops = self.model, self.area_lookup.split("__")[:-1]
        for place, hop in enumerate(hops, start=1):
            model = model._meta.get_field(hop).related_model
            parents = model._default_manager.all()
            if hasattr(parents, "visible_to"):
                return {f"{'__'.join(hops[:place])}__in": parents.visible_to(actor).values("pk")}
        return {}

    def get_exclude(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return [*(super().get_exclude(request, obj) or ()), *self._secrets()]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """No secret is asked for in the address either: `session_key__startswith` would tell it letter by letter."""
        return lookup.split("__")[0] not in self.get_exclude(request) and super().lookup_allowed(lookup, value, request)

    def get_export_resource_classes(self, request: HttpRequest) -> list[type[ModelResource]]:
        if self.resource_classes:
            return super().get_export_resource_classes(request)
        return [modelresource_factory(self.model, meta_options={"exclude": self._secrets()})]

    def get_export_data(self, file_format: Any, request: HttpRequest, queryset: QuerySet[Any], **kwargs: Any) -> Any:
        data = super().get_export_data(file_format, request, queryset, **kwargs)
        title = f"管理后台:{self.opts.verbose_name}"
        exported.send(ReadOnlyAdmin, request=request, title=title, rows=queryset.count())
        return data

    def _secrets(self) -> list[str]:
        encrypted = [field.name for field in self.opts.fields if isinstance(field, EncryptedTextField)]
        return [*encrypted, *self.secret_fields]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.actor.role in {OPERATOR, STAFF}

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_module_permission(request)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)

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


@admin.register(SentTask)
class SentTaskAdmin(ReadOnlyAdmin):
    list_display = ("name", "args", "sent_at", "times")
    list_filter = ("name",)
