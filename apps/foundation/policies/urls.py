from django.urls import path

from apps.foundation.policies import views

urlpatterns = [
    path("", views.policy_list, name="policies_policy_list"),
    path("rows/<uuid:public_id>/end/", views.policy_end, name="policies_policy_end"),
    path("<str:key>/", views.policy_show, name="policies_policy_show"),
]
