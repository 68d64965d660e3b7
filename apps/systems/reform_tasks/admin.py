"""The tables of reform tasks, to be read."""

from django.contrib import admin

from apps.foundation.core.admin import ReadOnlyAdmin
from apps.systems.reform_tasks.models import (
    Adoption,
    AmendOrder,
    DispatchMeeting,
    DispatchPoint,
    GoodPractice,
    GuaranteeCheck,
    HandOver,
    PlaceTask,
    ReformItem,
    ReformPlan,
    ReformTask,
    StandingReport,
    TaskStep,
)

OF_PLAN = "plan__office__path"


@admin.register(ReformPlan)
class ReformPlanAdmin(ReadOnlyAdmin):
    area_lookup = "office__path"
    list_display = ("title", "office", "year", "state", "approved_on", "approval_number")
    list_filter = ("state", "year")
    search_fields = ("title", "approval_number")
    list_select_related = ("office",)


@admin.register(ReformItem)
class ReformItemAdmin(ReadOnlyAdmin):
    area_lookup = OF_PLAN
    list_display = ("title", "number", "plan")
    search_fields = ("title",)
    list_select_related = ("plan",)


@admin.register(ReformTask)
class ReformTaskAdmin(ReadOnlyAdmin):
    area_lookup = f"item__{OF_PLAN}"
    list_display = ("title", "item", "lead", "places", "due_on")
    list_filter = ("lead", "places")
    search_fields = ("title",)
    list_select_related = ("item",)


@admin.register(TaskStep)
class TaskStepAdmin(ReadOnlyAdmin):
    area_lookup = f"task__item__{OF_PLAN}"
    list_display = ("title", "task", "due_on", "planned_percent")
    search_fields = ("title",)
    list_select_related = ("task",)


@admin.register(AmendOrder)
class AmendOrderAdmin(ReadOnlyAdmin):
    area_lookup = f"task__item__{OF_PLAN}"
    list_display = ("task", "total", "done", "ordered_by", "ordered_at", "finished_at")
    search_fields = ("task__title",)
    list_select_related = ("task",)


@admin.register(HandOver)
class HandOverAdmin(ReadOnlyAdmin):
    area_lookup = OF_PLAN
    list_display = ("plan", "total", "ordered_by", "ordered_at", "finished_at", "refusal")
    search_fields = ("plan__title",)
    list_select_related = ("plan",)


@admin.register(PlaceTask)
class PlaceTaskAdmin(ReadOnlyAdmin):
    area_lookup = "area__path"
    list_display = ("task", "area", "assignment")
    search_fields = ("task__title", "area__name")
    list_select_related = ("task", "area", "assignment")


@admin.register(GuaranteeCheck)
class GuaranteeCheckAdmin(ReadOnlyAdmin):
    area_lookup = "area__path"
    list_display = ("plan", "area", "kind", "met", "checked_by", "checked_at")
    list_filter = ("kind", "met")
    search_fields = ("area__name", "note")
    list_select_related = ("plan", "area")


@admin.register(DispatchMeeting)
class DispatchMeetingAdmin(ReadOnlyAdmin):
    area_lookup = OF_PLAN
    list_display = ("title", "plan", "held_at", "chair")
    search_fields = ("title",)
    list_select_related = ("plan",)


@admin.register(DispatchPoint)
class DispatchPointAdmin(ReadOnlyAdmin):
    area_lookup = f"meeting__{OF_PLAN}"
    list_display = ("assignment", "meeting", "light", "percent", "due_on")
    list_filter = ("light",)
    search_fields = ("assignment__title", "requirement")
    list_select_related = ("assignment", "meeting")


@admin.register(GoodPractice)
class GoodPracticeAdmin(ReadOnlyAdmin):
    area_lookup = OF_PLAN
    list_display = ("title", "area", "plan", "written_by", "written_at")
    search_fields = ("title",)
    list_select_related = ("area", "plan")


@admin.register(Adoption)
class AdoptionAdmin(ReadOnlyAdmin):
    area_lookup = f"practice__{OF_PLAN}"
    list_display = ("practice", "level", "by", "on")
    list_filter = ("level",)
    search_fields = ("by", "practice__title")
    list_select_related = ("practice",)


@admin.register(StandingReport)
class StandingReportAdmin(ReadOnlyAdmin):
    area_lookup = OF_PLAN
    list_display = ("plan", "session_name", "reported_on", "document")
    search_fields = ("session_name",)
    list_select_related = ("plan", "document")
