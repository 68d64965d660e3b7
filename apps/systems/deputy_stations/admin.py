"""The tables of stations, to be read."""

from django.contrib import admin

from apps.foundation.core.admin import ReadOnlyAdmin
from apps.systems.deputy_stations.models import (
    Activity,
    Chain,
    ChainFirm,
    Debrief,
    DeputyPage,
    DutyExchange,
    DutySlot,
    ItemScore,
    Outline,
    PlannedActivity,
    RatingRater,
    RatingRound,
    RatingStandard,
    Rota,
    SignUp,
    StandardItem,
    Star,
    StarLowering,
    Station,
    StationCheck,
    StationImport,
    Stationing,
    StationOpinion,
    StationRating,
    StationStaff,
    YearPlan,
)

OF_STATION = "station__area__path"


@admin.register(Chain)
class ChainAdmin(ReadOnlyAdmin):
    area_lookup = "office__path"
    list_display = ("name", "office", "lead_firm")
    search_fields = ("name", "lead_firm")
    list_select_related = ("office",)


@admin.register(ChainFirm)
class ChainFirmAdmin(ReadOnlyAdmin):
    area_lookup = "chain__office__path"
    list_display = ("name", "chain", "deputy", "left_on")
    search_fields = ("name",)
    list_select_related = ("chain", "deputy")


@admin.register(Station)
class StationAdmin(ReadOnlyAdmin):
    area_lookup = "area__path"
    list_display = ("name", "area", "tier", "theme", "code", "opened_on", "closed_on")
    list_filter = ("tier", "theme")
    search_fields = ("name", "code", "address")
    list_select_related = ("area",)


@admin.register(StationStaff)
class StationStaffAdmin(ReadOnlyAdmin):
    area_lookup = OF_STATION
    list_display = ("name", "title", "station", "starts_on", "until")
    list_filter = ("title",)
    search_fields = ("name",)
    list_select_related = ("station",)


@admin.register(Stationing)
class StationingAdmin(ReadOnlyAdmin):
    area_lookup = OF_STATION
    list_display = ("person", "level", "station", "is_main", "starts_on", "until")
    list_filter = ("level", "is_main")
    search_fields = ("person__name",)
    list_select_related = ("person", "station")


@admin.register(StationCheck)
class StationCheckAdmin(ReadOnlyAdmin):
    area_lookup = OF_STATION
    list_display = ("station", "kind", "item", "is_met", "checked_by", "checked_at")
    list_filter = ("kind", "is_met")
    search_fields = ("item", "note")
    list_select_related = ("station",)


@admin.register(DeputyPage)
class DeputyPageAdmin(ReadOnlyAdmin):
    area_lookup = "person__area__path"
    list_display = ("person", "code", "is_shown")
    search_fields = ("person__name", "code")
    list_select_related = ("person",)


@admin.register(Outline)
class OutlineAdmin(ReadOnlyAdmin):
    area_lookup = "area__path"
    list_display = ("area", "uploaded_by", "uploaded_at")
    list_select_related = ("area",)


@admin.register(StationImport)
class StationImportAdmin(ReadOnlyAdmin):
    area_lookup = "area__path"
    list_display = ("file_name", "area", "count", "uploaded_by", "uploaded_at", "written_at")
    list_select_related = ("area",)


@admin.register(Rota)
class RotaAdmin(ReadOnlyAdmin):
    area_lookup = OF_STATION
    list_display = ("station", "starts_on", "ends_on", "state", "published_at")
    list_filter = ("state",)
    search_fields = ("station__name",)
    list_select_related = ("station",)


@admin.register(DutySlot)
class DutySlotAdmin(ReadOnlyAdmin):
    area_lookup = OF_STATION
    list_display = ("station", "deputy", "starts_at", "ends_at", "state", "checked_in_at")
    list_filter = ("state",)
    search_fields = ("station__name", "deputy__name")
    list_select_related = ("station", "deputy")


@admin.register(DutyExchange)
class DutyExchangeAdmin(ReadOnlyAdmin):
    area_lookup = "slot__station__area__path"
    list_display = ("slot", "asked_by", "asked_of", "state", "asked_at")
    list_filter = ("state",)
    search_fields = ("asked_by__name", "asked_of__name")
    list_select_related = ("slot__station", "slot__deputy", "asked_by", "asked_of")


@admin.register(StationOpinion)
class StationOpinionAdmin(ReadOnlyAdmin):
    area_lookup = OF_STATION
    list_display = ("submission", "station", "deputy", "route", "due_on", "routed_at")
    list_filter = ("route",)
    search_fields = ("submission__number", "station__name", "deputy__name")
    list_select_related = ("submission", "station", "deputy")


@admin.register(YearPlan)
class YearPlanAdmin(ReadOnlyAdmin):
    area_lookup = OF_STATION
    list_display = ("station", "year", "published_at")
    list_filter = ("year",)
    search_fields = ("station__name",)
    list_select_related = ("station",)


@admin.register(PlannedActivity)
class PlannedActivityAdmin(ReadOnlyAdmin):
    area_lookup = "plan__station__area__path"
    list_display = ("title", "plan", "month", "kind")
    list_filter = ("kind",)
    search_fields = ("title",)
    list_select_related = ("plan__station",)


@admin.register(Activity)
class ActivityAdmin(ReadOnlyAdmin):
    area_lookup = OF_STATION
    list_display = ("title", "station", "kind", "starts_at", "state", "guests")
    list_filter = ("kind", "state")
    search_fields = ("title", "station__name")
    list_select_related = ("station",)


@admin.register(SignUp)
class SignUpAdmin(ReadOnlyAdmin):
    area_lookup = "activity__station__area__path"
    list_display = ("activity", "person", "state", "signed_at", "checked_in_at")
    list_filter = ("state",)
    search_fields = ("person__name", "activity__title")
    list_select_related = ("activity", "person")


@admin.register(Debrief)
class DebriefAdmin(ReadOnlyAdmin):
    area_lookup = "activity__station__area__path"
    list_display = ("person", "activity", "grade", "announced_at")
    search_fields = ("person__name", "activity__title")
    list_select_related = ("person", "activity")


@admin.register(RatingStandard)
class RatingStandardAdmin(ReadOnlyAdmin):
    area_lookup = "office__path"
    list_display = ("title", "version", "office", "state", "in_force_at")
    list_filter = ("state",)
    search_fields = ("title",)
    list_select_related = ("office",)


@admin.register(StandardItem)
class StandardItemAdmin(ReadOnlyAdmin):
    area_lookup = "standard__office__path"
    list_display = ("title", "standard", "number", "dimension", "points", "scoring", "kind")
    list_filter = ("kind", "scoring")
    search_fields = ("title",)
    list_select_related = ("standard",)


@admin.register(RatingRound)
class RatingRoundAdmin(ReadOnlyAdmin):
    area_lookup = "office__path"
    list_display = ("title", "year", "office", "state", "decision_number")
    list_filter = ("state", "year")
    search_fields = ("title", "decision_number")
    list_select_related = ("office",)


@admin.register(StationRating)
class StationRatingAdmin(ReadOnlyAdmin):
    area_lookup = OF_STATION
    list_display = ("station", "round", "state", "total", "stars")
    list_filter = ("state", "stars")
    search_fields = ("station__name",)
    list_select_related = ("station", "round")


@admin.register(RatingRater)
class RatingRaterAdmin(ReadOnlyAdmin):
    area_lookup = "rating__station__area__path"
    list_display = ("person", "rating", "submitted_at")
    search_fields = ("person__name", "rating__station__name")
    list_select_related = ("person", "rating__station", "rating__round")


@admin.register(ItemScore)
class ItemScoreAdmin(ReadOnlyAdmin):
    area_lookup = "rating__station__area__path"
    list_display = ("item", "rating", "stage", "points", "scored_by", "scored_at")
    list_filter = ("stage",)
    search_fields = ("item__title", "rating__station__name")
    list_select_related = ("item", "rating__station", "rating__round")


@admin.register(Star)
class StarAdmin(ReadOnlyAdmin):
    area_lookup = OF_STATION
    list_display = ("station", "stars", "starts_on", "until", "decision_number")
    list_filter = ("stars",)
    search_fields = ("station__name", "decision_number")
    list_select_related = ("station",)


@admin.register(StarLowering)
class StarLoweringAdmin(ReadOnlyAdmin):
    area_lookup = "star__station__area__path"
    list_display = ("star", "to_stars", "trigger", "state", "decision_number")
    list_filter = ("trigger", "state")
    search_fields = ("star__station__name", "reason")
    list_select_related = ("star__station",)
