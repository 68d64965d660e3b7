from django.urls import path

from apps.portal import views

urlpatterns = [
    path("", views.home, name="portal_home"),
    path("search/", views.search, name="portal_search"),
    path("me/", views.roles, name="portal_roles"),
    path("healthz", views.health, name="portal_health"),
]
