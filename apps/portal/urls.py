from django.urls import path

from apps.portal.views import calendar, dashboard, home

urlpatterns = [
    path("", home.home, name="portal_home"),
    path("dashboard/", dashboard.dashboard, name="portal_dashboard"),
    path("dashboard/compare/", dashboard.compare, name="portal_compare"),
    path("dashboard/wall/", dashboard.wall, name="portal_wall"),
    path("search/", home.search, name="portal_search"),
    path("me/", home.roles, name="portal_roles"),
    path("me/calendar/", calendar.subscription, name="portal_calendar"),
    path("me/calendar/renew/", calendar.subscription_renew, name="portal_calendar_renew"),
    path("calendar/<str:token>.ics", calendar.feed, name="portal_calendar_feed"),
    path("healthz", home.health, name="portal_health"),
]
