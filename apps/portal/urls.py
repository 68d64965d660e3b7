from django.urls import path

from apps.portal.views import calendar, dashboard, health, help, home, reports

urlpatterns = [
    path("", home.home, name="portal_home"),
    path("dashboard/", dashboard.dashboard, name="portal_dashboard"),
    path("dashboard/compare/", dashboard.compare, name="portal_compare"),
    path("dashboard/wall/", dashboard.wall, name="portal_wall"),
    path("dashboard/reports/", reports.report_list, name="portal_reports"),
    path("dashboard/reports/new/", reports.report_new, name="portal_report_new"),
    path("dashboard/reports/<uuid:public_id>/", reports.report, name="portal_report"),
    path("dashboard/reports/<uuid:public_id>/live/", reports.report_live, name="portal_report_live"),
    path("dashboard/reports/<uuid:public_id>/again/", reports.report_again, name="portal_report_again"),
    path("dashboard/reports/<uuid:public_id>/report.<slug:ending>", reports.report_file, name="portal_report_file"),
    path("search/", home.search, name="portal_search"),
    path("me/", home.roles, name="portal_roles"),
    path("me/calendar/", calendar.subscription, name="portal_calendar"),
    path("me/calendar/renew/", calendar.subscription_renew, name="portal_calendar_renew"),
    path("calendar/<str:token>.ics", calendar.feed, name="portal_calendar_feed"),
    path("status/", health.status, name="portal_status"),
    path("health/live", health.live, name="portal_live"),
    path("health/ready", health.ready, name="portal_ready"),
    path("metrics", health.metrics, name="portal_metrics"),
    path("help/", help.contents, name="portal_help"),
    path("help/for/<str:page>/", help.for_page, name="portal_help_for"),
    path("help/<slug:part>/", help.book, name="portal_help_book"),
    path("help/<slug:part>/<slug:slug>/", help.chapter, name="portal_help_chapter"),
]
