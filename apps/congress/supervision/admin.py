"""Operators and staff look and export; every act goes through the portal's own pages and services."""

from django.contrib import admin

from apps.congress.supervision.models import (
    Adjustment,
    Assignment,
    AssignmentUnit,
    Completion,
    Criticism,
    DueExtension,
    Escalation,
    Milestone,
    NodeWithdrawal,
    ProgressReport,
    SheetAnswer,
    SupervisionSheet,
)
from apps.foundation.core.admin import ReadOnlyAdmin


@admin.register(Assignment)
class AssignmentAdmin(ReadOnlyAdmin):
    area_lookup = "path"
    list_display = ("title", "area", "profile", "state", "percent", "due_on")
    list_filter = ("profile", "state")
    search_fields = ("title", "content")
    list_select_related = ("area",)
    date_hierarchy = "due_on"


class PartAdmin(ReadOnlyAdmin):
    """Rows that belong to an assignment."""

    area_lookup = "assignment__path"
    search_fields = ("assignment__title",)
    list_select_related = ("assignment",)


@admin.register(AssignmentUnit)
class AssignmentUnitAdmin(PartAdmin):
    list_display = ("assignment", "unit_name", "role", "acknowledged_at")
    list_filter = ("role",)


@admin.register(Milestone)
class MilestoneAdmin(PartAdmin):
    list_display = ("assignment", "title", "due_on", "planned_percent", "done_on")


@admin.register(NodeWithdrawal)
class NodeWithdrawalAdmin(PartAdmin):
    list_display = ("assignment", "title", "done_on", "withdrawn_by", "withdrawn_at")


@admin.register(ProgressReport)
class ProgressReportAdmin(PartAdmin):
    list_display = ("assignment", "period", "percent", "unit_name", "reported_by", "reported_at")


@admin.register(Completion)
class CompletionAdmin(PartAdmin):
    list_display = ("assignment", "round", "unit_name", "claimed_at", "is_verified", "closed_at")


@admin.register(DueExtension)
class DueExtensionAdmin(PartAdmin):
    list_display = ("assignment", "old_due_on", "new_due_on", "granted_at", "refused_at")


@admin.register(Adjustment)
class AdjustmentAdmin(PartAdmin):
    list_display = ("assignment", "decision", "adjusted_by", "adjusted_at")


@admin.register(Escalation)
class EscalationAdmin(PartAdmin):
    list_display = ("assignment", "level", "on", "told", "words")
    list_filter = ("level",)


@admin.register(SupervisionSheet)
class SupervisionSheetAdmin(PartAdmin):
    list_display = ("number", "assignment", "unit_name", "state", "due_on")
    list_filter = ("state",)


@admin.register(SheetAnswer)
class SheetAnswerAdmin(ReadOnlyAdmin):
    area_lookup = "sheet__assignment__path"
    list_display = ("sheet", "answered_by", "answered_at", "returned_at")
    search_fields = ("sheet__assignment__title",)
    list_select_related = ("sheet__assignment",)


@admin.register(Criticism)
class CriticismAdmin(ReadOnlyAdmin):
    area_lookup = "office__path"
    list_display = ("unit_name", "office", "made_by", "made_at")
    search_fields = ("unit_name",)
    list_select_related = ("office",)
