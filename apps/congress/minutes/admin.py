"""Operators may look and export; every act goes through the portal's own pages and services."""

from django.contrib import admin

from apps.congress.minutes.models import Bundle, Minutes, MinutesSection, SectionEditor, SectionRevision
from apps.foundation.core.admin import ReadOnlyAdmin


@admin.register(Minutes)
class MinutesAdmin(ReadOnlyAdmin):
    area_lookup = "body__area__path"
    list_display = ("title", "kind", "state", "recorder", "created_at", "issued_at")
    list_filter = ("kind", "state", "is_published")
    search_fields = ("title", "recorder")


@admin.register(MinutesSection)
class MinutesSectionAdmin(ReadOnlyAdmin):
    area_lookup = "minutes__body__area__path"
    list_display = ("heading", "minutes", "number", "revision")
    search_fields = ("heading", "minutes__title")
    list_select_related = ("minutes",)


@admin.register(SectionRevision)
class SectionRevisionAdmin(ReadOnlyAdmin):
    area_lookup = "section__minutes__body__area__path"
    list_display = ("section", "number", "source", "by_name", "at")
    list_filter = ("source",)
    search_fields = ("section__heading", "by_name")
    list_select_related = ("section",)


@admin.register(SectionEditor)
class SectionEditorAdmin(ReadOnlyAdmin):
    area_lookup = "section__minutes__body__area__path"
    list_display = ("name", "section", "since", "seen_at")
    search_fields = ("name",)
    list_select_related = ("section",)


@admin.register(Bundle)
class BundleAdmin(ReadOnlyAdmin):
    area_lookup = "meeting__body__area__path"
    list_display = ("meeting", "state", "papers", "size", "asked_by", "asked_at")
    list_filter = ("state",)
    search_fields = ("meeting__title", "asked_by")
    list_select_related = ("meeting",)
