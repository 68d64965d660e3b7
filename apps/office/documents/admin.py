from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.foundation.core.admin import ReadOnlyAdmin
from apps.office.documents.models import Archive, Delivery, Document, Letterhead, Number, Series


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    list_display = ("number", "title", "organ", "kind", "state", "issued_on")
    list_filter = ("kind", "state")
    search_fields = ("title", "number")
    list_select_related = ("organ",)


@admin.register(Letterhead, Series)
class OfOrganAdmin(ReadOnlyAdmin):
    area_lookup = "organ__area__path"
    list_display = ("__str__", "organ")
    search_fields = ("organ__name",)
    list_select_related = ("organ",)


@admin.register(Number)
class NumberAdmin(ReadOnlyAdmin):
    area_lookup = "series__organ__area__path"
    list_display = ("written", "document", "reason", "taken_by", "taken_at")
    search_fields = ("written", "reason")
    list_select_related = ("document",)


@admin.register(Archive)
class ArchiveAdmin(ReadOnlyAdmin):
    area_lookup = "document__organ__area__path"
    list_display = ("document", "pages", "pdf_sha256", "archived_at")
    search_fields = ("document__title", "pdf_sha256")
    list_select_related = ("document",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Archive]:
        readable = Document.objects.visible_to(request.actor)
        return super().get_queryset(request).filter(document__in=readable.values("pk"))


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    area_lookup = "document__organ__area__path"
    list_display = ("document", "unit", "sent_at", "received_at", "received_by")
    search_fields = ("document__title", "unit__name")
    list_select_related = ("document", "unit")
