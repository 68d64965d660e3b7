"""The office looks and exports; requests are decided on their own pages alone."""

from django.contrib import admin

from apps.foundation.core.admin import ReadOnlyAdmin
from apps.office.approvals.models import ApprovalRequest, ApprovalStep


@admin.register(ApprovalRequest)
class ApprovalRequestAdmin(ReadOnlyAdmin):
    area_lookup = "area__path"
    list_display = ("title", "area", "drafter_name", "state", "current", "round", "created_at", "ended_at")
    list_filter = ("state", "kind")
    search_fields = ("title", "subject_text", "drafter_name")
    list_select_related = ("area",)
    date_hierarchy = "created_at"


@admin.register(ApprovalStep)
class ApprovalStepAdmin(ReadOnlyAdmin):
    area_lookup = "request__area__path"
    list_display = ("request", "number", "title", "person", "organ", "outcome", "document_number", "decided_at")
    list_filter = ("outcome",)
    search_fields = ("request__title", "title", "person__name", "document_number")
    list_select_related = ("request", "person", "organ")
