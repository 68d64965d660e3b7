"""Pages of stations: `stations/…` for those signed in, `s/<code>/` and `d/<code>/` for everybody."""

from django.urls import include, path

from apps.systems.deputy_stations.views import (
    doors,
    opinion_files,
    opinions,
    receiving,
    routing,
    stations,
    statistics,
    tell,
)

station_urls = [
    path("", stations.station_list, name="deputy_stations_stations"),
    path("<uuid:public_id>/", stations.station_page, name="deputy_stations_station"),
]
duty_urls: list = []
OPINION = "opinions/<uuid:public_id>/"
opinion_urls = [
    path("opinions/", opinions.opinion_list, name="deputy_stations_opinions"),
    path("opinions/statistics/", statistics.statistics, name="deputy_stations_opinion_statistics"),
    path("receive/", receiving.receive, name="deputy_stations_receive"),
    path("<uuid:public_id>/receive/", receiving.receive_at, name="deputy_stations_receive_at"),
    path("slots/<uuid:public_id>/receptions/", opinions.slot_list, name="deputy_stations_receptions"),
    path(
        "slots/<uuid:public_id>/receptions.<slug:ending>", opinion_files.reception_file,
        name="deputy_stations_reception_paper",
    ),
    path(OPINION, opinions.opinion_page, name="deputy_stations_opinion"),
    path(f"{OPINION}answer/", routing.answer, name="deputy_stations_opinion_answer"),
    path(f"{OPINION}decline/", routing.decline, name="deputy_stations_opinion_decline"),
    path(f"{OPINION}suggest/", routing.suggest, name="deputy_stations_opinion_suggest"),
    path(f"{OPINION}rate/", routing.rate, name="deputy_stations_opinion_rate"),
    path(f"{OPINION}city/", routing.city, name="deputy_stations_opinion_city"),
    path(f"{OPINION}outcome/", routing.city_outcome, name="deputy_stations_opinion_outcome"),
    path(f"{OPINION}pass-on/", routing.pass_on, name="deputy_stations_opinion_pass_on"),
    path(f"{OPINION}to/<slug:route>/", routing.hand_on, name="deputy_stations_opinion_hand_on"),
    path(f"{OPINION}<slug:kind>.<slug:ending>", opinion_files.opinion_file, name="deputy_stations_opinion_paper"),
]  # fmt: skip
tell_urls = [
    path("s/<slug:code>/tell/", tell.tell_station, name="deputy_stations_tell"),
    path("d/<slug:code>/tell/", tell.tell_deputy, name="deputy_stations_tell_deputy"),
]
activity_urls: list = []
rating_urls: list = []
door_urls = [
    path("s/<slug:code>/", doors.station_door, name="deputy_stations_door"),
    path("d/<slug:code>/", doors.deputy_door, name="deputy_stations_deputy"),
]

urlpatterns = [
    path("stations/", include([*station_urls, *duty_urls, *opinion_urls, *activity_urls, *rating_urls])),
    *door_urls,
    *tell_urls,
]
