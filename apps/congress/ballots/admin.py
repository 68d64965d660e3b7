"""Polls and what belongs to them, to look at; every act goes through the portal's own pages and services."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.congress.ballots.models import (
    Count,
    IssuedBallot,
    NamedBallot,
    OfficerVote,
    OpenedBox,
    Option,
    PaperTally,
    Poll,
    PollKeys,
    PollOfficer,
    PollState,
    Presence,
    RollEntry,
    SecretBallot,
)
from apps.foundation.core.admin import ReadOnlyAdmin


@admin.register(Poll)
class PollAdmin(ReadOnlyAdmin):
    list_display = ("title", "body", "model", "method", "state", "opened_at", "closed_at")
    list_filter = ("state", "model", "method")
    search_fields = ("title",)
    list_select_related = ("body",)


@admin.register(Option, RollEntry, PollOfficer, OfficerVote)
class PartAdmin(ReadOnlyAdmin):
    area_lookup = "poll__body__area__path"
    list_display = ("__str__", "poll")
    search_fields = ("poll__title",)
    list_select_related = ("poll",)


@admin.register(Presence)
class PresenceAdmin(PartAdmin):
    list_display = ("person", "poll", "stage", "at")
    list_filter = ("stage",)
    list_select_related = ("person", "poll")


@admin.register(PaperTally)
class PaperTallyAdmin(PartAdmin):
    """Who typed in when; the numbers are shown by the portal, when both tellers have typed in."""

    list_display = ("poll", "teller", "attempt", "entered_at")
    list_select_related = ("poll", "teller")
    secret_fields = ("issued", "received", "void", "blank", "items")


@admin.register(NamedBallot)
class NamedBallotAdmin(ReadOnlyAdmin):
    """Who has voted and when; what was voted is shown by the portal alone, and only after the count."""

    area_lookup = "entry__poll__body__area__path"
    secret_fields = ("choices",)
    list_display = ("entry", "cast_at")
    search_fields = ("entry__name", "entry__poll__title")
    list_select_related = ("entry",)


@admin.register(Count)
class CountAdmin(PartAdmin):
    secret_fields = ("case",)  # holds the ballots one by one
    list_display = ("poll", "counted_at", "digest")


@admin.register(PollKeys)
class PollKeysAdmin(PartAdmin):
    list_display = ("poll", "ballot_size")


@admin.register(IssuedBallot)
class IssuedBallotAdmin(ReadOnlyAdmin):
    """Who took a ballot, once the poll is closed: while it goes on, nobody watches who has not."""

    area_lookup = "entry__poll__body__area__path"
    list_display = ("entry",)
    search_fields = ("entry__name", "entry__poll__title")
    list_select_related = ("entry",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[IssuedBallot]:
        return super().get_queryset(request).exclude(entry__poll__state=PollState.OPEN)


@admin.register(SecretBallot)
class SecretBallotAdmin(PartAdmin):
    list_display = ("serial", "poll")
    ordering = ("serial",)


@admin.register(OpenedBox)
class OpenedBoxAdmin(PartAdmin):
    secret_fields = ("choices", "head")
    list_display = ("poll",)
