from django.urls import path

from apps.foundation.people.views import slips

urlpatterns = [
    path("slips/", slips.slips, name="people_slips"),
    path("slips/print/", slips.slips_print, name="people_slips_print"),
]
