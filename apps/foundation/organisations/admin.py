"""Areas, units and electoral districts; founded, changed and closed on the portal's own pages."""

from django.contrib import admin
from django.urls import reverse

from apps.foundation.core.admin import ReadOnlyAdmin
from apps.foundation.organisations.models import Area, DayTally, ElectoralDistrict, Unit


@admin.register(Area)
class AreaAdmin(ReadOnlyAdmin):
    list_display = ("name", "kind", "code", "starts_on", "until", "successor")
    list_filter = ("kind",)
    search_fields = ("name", "code")
    list_select_related = ("successor",)
    secret_fields = ("path", "depth", "numchild")
    ordering = ("path",)

    def view_on_site(self, area: Area) -> str:
        return reverse("organisations_area_edit", args=[area.public_id])


@admin.register(Unit)
class UnitAdmin(ReadOnlyAdmin):
    list_display = ("name", "kind", "area", "starts_on", "until")
    list_filter = ("kind",)
    search_fields = ("name", "short_name")
    list_select_related = ("area",)

    def view_on_site(self, unit: Unit) -> str:
        return reverse("organisations_unit", args=[unit.public_id])


@admin.register(ElectoralDistrict)
class ElectoralDistrictAdmin(ReadOnlyAdmin):
    list_display = ("name", "number", "area", "starts_on", "until")
    search_fields = ("name",)
    list_select_related = ("area",)

    def view_on_site(self, district: ElectoralDistrict) -> str:
        return reverse("organisations_district_edit", args=[district.public_id])


@admin.register(DayTally)
class DayTallyAdmin(ReadOnlyAdmin):
    area_lookup = "path"
    list_display = ("sort", "path", "since", "count")
    list_filter = ("sort",)
