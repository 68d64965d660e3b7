from django.urls import path

from apps.foundation.organisations.views import areas, districts, units

area, unit, district = "areas/<uuid:area_id>/", "units/<uuid:unit_id>/", "districts/<uuid:district_id>/"

urlpatterns = [
    path("areas/", areas.area_list, name="organisations_areas"),
    path("areas/add/", areas.area_add, name="organisations_area_add"),
    path(f"{area}edit/", areas.area_edit, name="organisations_area_edit"),
    path(f"{area}close/", areas.area_close, name="organisations_area_close"),
    path("units/", units.unit_list, name="organisations_units"),
    path("units/add/", units.unit_add, name="organisations_unit_add"),
    path(unit, units.unit_page, name="organisations_unit"),
    path(f"{unit}edit/", units.unit_edit, name="organisations_unit_edit"),
    path(f"{unit}close/", units.unit_close, name="organisations_unit_close"),
    path("districts/", districts.district_list, name="organisations_districts"),
    path("districts/add/", districts.district_add, name="organisations_district_add"),
    path(f"{district}edit/", districts.district_edit, name="organisations_district_edit"),
]
