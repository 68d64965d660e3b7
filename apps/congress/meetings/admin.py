"""Operators may look and export; every act goes through the portal's own pages and services."""

from django.contrib import admin
from import_export.resources import ModelResource

from apps.congress.meetings.models import (
    AgendaItem,
    Attendance,
    FloorStep,
    GroupOpinion,
    LeaveRequest,
    Material,
    MaterialReceipt,
    MaterialVersion,
    Meeting,
    NoticeReceipt,
    Observer,
    ObserverPresence,
    OpinionHandover,
    PlanChange,
    ProgrammeStep,
    Question,
    Resolution,
    ResolutionRevision,
    SeatingPlan,
    Sitting,
    SittingPoll,
    Speech,
)
from apps.foundation.core.admin import ReadOnlyAdmin


class SittingResource(ModelResource):
    """Without the seed of the check-in code: who has it could check in from home."""

    class Meta:
        model = Sitting
        exclude = ("code_salt",)


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyAdmin):
    area_lookup = "body__area__path"
    list_display = ("title", "body", "starts_on", "place", "state")
    list_filter = ("state", "is_ad_hoc")
    search_fields = ("title", "place")
    list_select_related = ("body",)
    date_hierarchy = "starts_on"


@admin.register(Sitting)
class SittingAdmin(ReadOnlyAdmin):
    area_lookup = "meeting__body__area__path"
    resource_classes = [SittingResource]
    exclude = ("code_salt",)
    list_display = ("__str__", "starts_at", "state", "due", "present")
    list_filter = ("state", "kind")
    search_fields = ("meeting__title",)
    list_select_related = ("meeting",)


@admin.register(
    AgendaItem, GroupOpinion, LeaveRequest, Material, NoticeReceipt, Observer, OpinionHandover, PlanChange, Question,
    Resolution, SeatingPlan,
)  # fmt: skip
class OfMeetingAdmin(ReadOnlyAdmin):
    area_lookup = "meeting__body__area__path"
    list_display = ("__str__", "meeting")
    search_fields = ("meeting__title",)
    list_select_related = ("meeting",)


@admin.register(Attendance)
class AttendanceAdmin(ReadOnlyAdmin):
    area_lookup = "sitting__meeting__body__area__path"
    list_display = ("name", "sitting", "group_name", "state", "means", "checked_in_at")
    list_filter = ("state", "means")
    search_fields = ("name", "person__pinyin", "person__initials", "sitting__meeting__title")
    list_select_related = ("sitting__meeting",)


@admin.register(SittingPoll)
class SittingPollAdmin(ReadOnlyAdmin):
    area_lookup = "sitting__meeting__body__area__path"
    list_display = ("poll", "sitting", "agenda_item")
    search_fields = ("poll__title", "sitting__meeting__title")
    list_select_related = ("poll", "sitting__meeting", "agenda_item")


@admin.register(FloorStep, ObserverPresence, ProgrammeStep, Speech)
class OfSittingAdmin(ReadOnlyAdmin):
    area_lookup = "sitting__meeting__body__area__path"
    list_display = ("__str__", "sitting")
    search_fields = ("sitting__meeting__title",)
    list_select_related = ("sitting__meeting",)


@admin.register(ResolutionRevision)
class ResolutionRevisionAdmin(ReadOnlyAdmin):
    area_lookup = "resolution__meeting__body__area__path"
    list_display = ("__str__", "written_by", "written_at")
    search_fields = ("title",)
    list_select_related = ("resolution",)


@admin.register(MaterialVersion)
class MaterialVersionAdmin(ReadOnlyAdmin):
    area_lookup = "material__meeting__body__area__path"
    list_display = ("material", "number", "delivered_by", "delivered_at", "days_late", "sent_at")
    search_fields = ("material__title", "material__meeting__title")
    list_select_related = ("material",)


@admin.register(MaterialReceipt)
class MaterialReceiptAdmin(ReadOnlyAdmin):
    area_lookup = "version__material__meeting__body__area__path"
    list_display = ("person", "version", "read_at")
    search_fields = ("version__material__title", "person__name")
    list_select_related = ("person", "version__material")
