from django.urls import path

from apps.foundation.people.views import first_run, slips

urlpatterns = [
    path("first-run/", first_run.first_run, name="people_first_run"),
    path("slips/", slips.slips, name="people_slips"),
    path("slips/print/", slips.slips_print, name="people_slips_print"),
]
