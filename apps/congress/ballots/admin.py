"""Operators may look; every act goes through the portal's own pages and services."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from apps.congress.ballots.models import Count, NamedBallot, Option, PaperTally, Poll, PollOfficer, RollEntry


class ReadOnlyAdmin(admin.ModelAdmin):
    """Records of history: listed and searched, never changed."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Poll)
class PollAdmin(ReadOnlyAdmin):
    list_display = ("title", "body", "model", "method", "state", "opened_at", "closed_at")
    list_filter = ("state", "model", "method")
    search_fields = ("title",)
    list_select_related = ("body",)


@admin.register(Option, RollEntry, PollOfficer, PaperTally)
class PartAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "poll")
    search_fields = ("poll__title",)
    list_select_related = ("poll",)


@admin.register(NamedBallot)
class NamedBallotAdmin(ReadOnlyAdmin):
    """Who has voted and when; what was voted is shown by the portal alone, and only after the count."""

    list_display = ("entry", "cast_at")
    fields = ("entry", "cast_at")
    search_fields = ("entry__name", "entry__poll__title")
    list_select_related = ("entry",)


@admin.register(Count)
class CountAdmin(ReadOnlyAdmin):
    list_display = ("poll", "counted_at", "digest")
    search_fields = ("poll__title",)
    list_select_related = ("poll",)
