from django.urls import path

from apps.congress.supervision.views import reading

urlpatterns = [path("<uuid:public_id>/", reading.assignment, name="supervision_assignment")]
