"""Operators and staff look and export; every act goes through the portal's own pages and services."""

from django.contrib import admin

from apps.congress.matters.models import (
    Commitment,
    ContactRecord,
    CoOpinion,
    CoSigner,
    Extension,
    Handling,
    HandOverBatch,
    HandOverItem,
    KeySupervision,
    Matter,
    MatterSeries,
    MatterTally,
    Mediation,
    NumberSeries,
    PlaceTally,
    Publication,
    Rating,
    Reply,
    ReturnRecord,
    Submission,
    SubmissionRating,
    SubmissionUpdate,
)
from apps.foundation.core.admin import ReadOnlyAdmin


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    area_lookup = "area__path"
    secret_fields = ("code_index", "bigrams")
    list_display = ("number", "area", "channel", "excerpt", "received_at")
    list_filter = ("channel", "proposer_kind", "withdrawn")
    search_fields = ("number", "text", "place", "name")
    list_select_related = ("area",)
    date_hierarchy = "received_at"


@admin.register(SubmissionRating)
class SubmissionRatingAdmin(ReadOnlyAdmin):
    area_lookup = "submission__area__path"
    list_display = ("submission", "grade", "comment", "rated_at")
    list_filter = ("grade",)
    list_select_related = ("submission",)


@admin.register(SubmissionUpdate)
class SubmissionUpdateAdmin(ReadOnlyAdmin):
    area_lookup = "submission__area__path"
    list_display = ("submission", "at", "sentence", "by_name", "is_final")
    list_filter = ("is_final",)
    search_fields = ("submission__number", "sentence")
    list_select_related = ("submission",)


@admin.register(NumberSeries)
class NumberSeriesAdmin(ReadOnlyAdmin):
    area_lookup = "area__path"
    list_display = ("area", "year", "last")
    list_filter = ("year",)
    search_fields = ("area__name",)
    list_select_related = ("area",)


@admin.register(Matter)
class MatterAdmin(ReadOnlyAdmin):
    area_lookup = "office__path"
    secret_fields = ("bigrams",)
    list_display = ("number", "title", "office", "kind", "state", "due_on")
    list_filter = ("kind", "state", "route")
    search_fields = ("title",)
    list_select_related = ("office",)


@admin.register(MatterSeries)
class MatterSeriesAdmin(ReadOnlyAdmin):
    area_lookup = "office__path"
    list_display = ("office", "kind", "term", "source", "year", "last")
    list_filter = ("kind", "year")
    search_fields = ("office__name",)
    list_select_related = ("office", "term__body")


@admin.register(CoSigner)
class CoSignerAdmin(ReadOnlyAdmin):
    area_lookup = "matter__office__path"
    list_display = ("matter", "name", "consent", "answered_at")
    list_filter = ("consent",)
    search_fields = ("name",)
    list_select_related = ("matter",)


@admin.register(Handling)
class HandlingAdmin(ReadOnlyAdmin):
    area_lookup = "matter__office__path"
    list_display = ("matter", "unit_name", "role", "state", "due_on")
    list_filter = ("role", "state")
    search_fields = ("unit_name", "matter__title")
    list_select_related = ("matter",)


class _OfHandlingAdmin(ReadOnlyAdmin):
    area_lookup = "handling__matter__office__path"
    list_select_related = ("handling__matter",)


@admin.register(ContactRecord)
class ContactRecordAdmin(_OfHandlingAdmin):
    list_display = ("handling", "on", "means", "recorded_by")
    list_filter = ("means",)


@admin.register(CoOpinion)
class CoOpinionAdmin(_OfHandlingAdmin):
    list_display = ("handling", "given_by", "given_at", "returned_at")


@admin.register(Reply)
class ReplyAdmin(_OfHandlingAdmin):
    list_display = ("handling", "result", "sent_at")
    list_filter = ("result",)


@admin.register(Extension)
class ExtensionAdmin(_OfHandlingAdmin):
    list_display = ("handling", "new_due_on", "granted_at", "refused_at")


@admin.register(Commitment)
class CommitmentAdmin(ReadOnlyAdmin):
    area_lookup = "reply__handling__matter__office__path"
    list_display = ("text", "due_on", "done_on", "grade")
    list_filter = ("grade",)
    list_select_related = ("reply__handling__matter",)


class _OfMatterAdmin(ReadOnlyAdmin):
    area_lookup = "matter__office__path"
    list_select_related = ("matter",)


@admin.register(Rating)
class RatingAdmin(_OfMatterAdmin):
    list_display = ("matter", "round", "attitude", "result", "rated_by", "rated_at")
    list_filter = ("result", "attitude")


@admin.register(Mediation)
class MediationAdmin(_OfMatterAdmin):
    list_display = ("matter", "on", "entered_by")


@admin.register(KeySupervision)
class KeySupervisionAdmin(_OfMatterAdmin):
    list_display = ("matter", "decided_by", "decided_on", "leader")


@admin.register(Publication)
class PublicationAdmin(_OfMatterAdmin):
    secret_fields = ("bigrams",)
    list_display = ("title", "published_by", "published_at", "withdrawn_at")
    search_fields = ("title",)


@admin.register(HandOverBatch)
class HandOverBatchAdmin(ReadOnlyAdmin):
    area_lookup = "office__path"
    list_display = ("units", "office", "ordered_by", "ordered_at", "finished_at")
    list_select_related = ("office",)
    search_fields = ("units",)


@admin.register(HandOverItem)
class HandOverItemAdmin(ReadOnlyAdmin):
    area_lookup = "batch__office__path"
    list_display = ("batch", "matter", "done_at", "refusal")
    list_select_related = ("batch", "matter")
    search_fields = ("matter__title",)


@admin.register(ReturnRecord)
class ReturnRecordAdmin(_OfMatterAdmin):
    list_display = ("matter", "returned_by", "returned_at", "again_at")


@admin.register(MatterTally)
class MatterTallyAdmin(ReadOnlyAdmin):
    area_lookup = "path"
    list_display = ("path", "year", "kind", "state", "category", "count")
    list_filter = ("year", "kind", "state")


@admin.register(PlaceTally)
class PlaceTallyAdmin(ReadOnlyAdmin):
    area_lookup = "path"
    list_display = ("path", "year", "kind", "aspect", "count")
    list_filter = ("year", "aspect")
