"""Plans, recommendations and seats to look at; every act goes through the portal's own pages and services."""

from django.contrib import admin

from apps.foundation.core.admin import ReadOnlyAdmin
from apps.systems.street_deliberations.models import (
    Candidate,
    CandidateImport,
    CandidateStep,
    ImplementationPlan,
    JointOpinion,
    ObjectionLink,
    QuotaLine,
    QuotaTable,
    Seat,
    Slate,
    SlateEntry,
    Termination,
)

OF_TERM = "term__body__area__path"


@admin.register(ImplementationPlan)
class ImplementationPlanAdmin(ReadOnlyAdmin):
    area_lookup = OF_TERM
    list_display = ("__str__", "version", "state", "approved_on", "approval_number")
    list_filter = ("state",)
    search_fields = ("term__body__name", "approval_number")
    list_select_related = ("term__body",)


@admin.register(QuotaTable)
class QuotaTableAdmin(ReadOnlyAdmin):
    area_lookup = OF_TERM
    list_display = ("__str__", "settled_on", "reason")
    search_fields = ("term__body__name",)
    list_select_related = ("term__body",)


@admin.register(QuotaLine)
class QuotaLineAdmin(ReadOnlyAdmin):
    area_lookup = f"table__{OF_TERM}"
    list_display = ("name", "kind", "seats", "table")
    list_filter = ("kind",)
    search_fields = ("name",)
    list_select_related = ("table__term__body",)


@admin.register(Candidate)
class CandidateAdmin(ReadOnlyAdmin):
    area_lookup = OF_TERM
    secret_fields = ("identity_index",)
    list_display = ("name", "term", "line", "channel", "state")
    list_filter = ("state", "channel")
    search_fields = ("name", "workplace")
    list_select_related = ("term__body", "line")


@admin.register(CandidateStep)
class CandidateStepAdmin(ReadOnlyAdmin):
    area_lookup = f"candidate__{OF_TERM}"
    list_display = ("candidate", "title", "organ", "on", "recorded_by")
    search_fields = ("candidate__name", "organ", "document_number")
    secret_fields = ("result",)
    list_select_related = ("candidate",)


@admin.register(JointOpinion)
class JointOpinionAdmin(ReadOnlyAdmin):
    area_lookup = f"candidate__{OF_TERM}"
    secret_fields = ("is_veto",)
    list_display = ("candidate", "organ", "on", "recorded_by")
    search_fields = ("candidate__name", "organ")
    list_select_related = ("candidate",)


@admin.register(Slate)
class SlateAdmin(ReadOnlyAdmin):
    area_lookup = OF_TERM
    list_display = ("__str__", "number", "state", "approved_on", "determined_on")
    list_filter = ("state",)
    search_fields = ("term__body__name", "document_number")
    list_select_related = ("term__body",)


@admin.register(SlateEntry)
class SlateEntryAdmin(ReadOnlyAdmin):
    area_lookup = f"slate__{OF_TERM}"
    list_display = ("candidate", "slate", "outcome")
    list_filter = ("outcome",)
    search_fields = ("candidate__name",)
    list_select_related = ("candidate", "slate__term__body")


@admin.register(ObjectionLink)
class ObjectionLinkAdmin(ReadOnlyAdmin):
    area_lookup = f"slate__{OF_TERM}"
    list_display = ("slate", "entry", "recorded_by", "recorded_at")
    search_fields = ("slate__term__body__name",)
    list_select_related = ("slate__term__body", "entry__candidate")


@admin.register(Seat)
class SeatAdmin(ReadOnlyAdmin):
    area_lookup = "mandate__term__body__area__path"
    list_display = ("mandate", "line", "category", "occupation")
    list_filter = ("category", "occupation")
    search_fields = ("mandate__person__name", "line__name")
    list_select_related = ("mandate__person", "mandate__term__body", "line")


@admin.register(Termination)
class TerminationAdmin(ReadOnlyAdmin):
    area_lookup = "mandate__term__body__area__path"
    list_display = ("mandate", "reason", "proposed_by", "approved_by", "on", "document")
    search_fields = ("mandate__person__name", "document")
    list_select_related = ("mandate__person", "mandate__term__body")


@admin.register(CandidateImport)
class CandidateImportAdmin(ReadOnlyAdmin):
    area_lookup = OF_TERM
    list_display = ("file_name", "term", "count", "uploaded_by", "uploaded_at", "written_at")
    search_fields = ("file_name",)
    list_select_related = ("term__body",)
