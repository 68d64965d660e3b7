"""Pages of stations: `stations/…` for those signed in, `s/<code>/` and `d/<code>/` for everybody."""

from django.urls import include, path

from apps.systems.deputy_stations.views import doors, stations

station_urls = [
    path("", stations.station_list, name="deputy_stations_stations"),
    path("<uuid:public_id>/", stations.station_page, name="deputy_stations_station"),
]
duty_urls: list = []
opinion_urls: list = []
activity_urls: list = []
rating_urls: list = []
door_urls = [
    path("s/<slug:code>/", doors.station_door, name="deputy_stations_door"),
    path("d/<slug:code>/", doors.deputy_door, name="deputy_stations_deputy"),
]

urlpatterns = [
    path("stations/", include([*station_urls, *duty_urls, *opinion_urls, *activity_urls, *rating_urls])),
    *door_urls,
]
