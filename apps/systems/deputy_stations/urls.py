"""Pages of stations: `stations/…` for those signed in, `s/<code>/` and `d/<code>/` for everybody."""

from django.urls import include, path

from apps.systems.deputy_stations.views import (
    chains,
    checks,
    coverage,
    doors,
    importing,
    maps,
    opinion_files,
    opinions,
    posters,
    ratings,
    receiving,
    rounds,
    routing,
    standards,
    stars,
    stationing,
    stations,
    statistics,
    tell,
)

of_station_urls = [
    path("", stations.station_page, name="deputy_stations_station"),
    path("change/", stations.station_change, name="deputy_stations_station_change"),
    path("open/", stations.station_open, name="deputy_stations_station_open"),
    path("close/", stations.station_close, name="deputy_stations_station_close"),
    path("record.<slug:ending>", stations.record_paper, name="deputy_stations_record"),
    path("staff/", stations.staff_appoint, name="deputy_stations_staff_appoint"),
    path("seats/", stationing.seats_station, name="deputy_stations_seats_station"),
    path("by-name/", stationing.person_station, name="deputy_stations_person_station"),
    path("checks/<slug:kind>/", checks.checks_record, name="deputy_stations_checks"),
    path("poster/<slug:size>/", posters.station_poster, name="deputy_stations_poster"),
    path("deputy-posters/<slug:size>/", posters.deputy_posters, name="deputy_stations_deputy_posters"),
]
station_urls = [
    path("", stations.station_list, name="deputy_stations_stations"),
    path("new/", stations.station_found, name="deputy_stations_station_found"),
    path("map/", maps.office_map, name="deputy_stations_map"),
    path("map/points.json", maps.office_points, name="deputy_stations_points"),
    path("map/outline/", maps.outline_set, name="deputy_stations_outline"),
    path("at/<slug:code>/", stations.station_at, name="deputy_stations_station_at"),
    path("coverage/", coverage.seats, name="deputy_stations_coverage"),
    path("communities/", coverage.communities, name="deputy_stations_communities"),
    path("import/", importing.import_new, name="deputy_stations_import_new"),
    path("import/template/", importing.import_template, name="deputy_stations_import_template"),
    path("import/<uuid:public_id>/", importing.import_preview, name="deputy_stations_import"),
    path("import/<uuid:public_id>/write/", importing.import_write, name="deputy_stations_import_write"),
    path("chains/", chains.chain_list, name="deputy_stations_chains"),
    path("chains/new/", chains.chain_create, name="deputy_stations_chain_create"),
    path("chains/<uuid:public_id>/", chains.chain_page, name="deputy_stations_chain"),
    path("chains/<uuid:public_id>/change/", chains.chain_change, name="deputy_stations_chain_change"),
    path("chains/<uuid:public_id>/firms/", chains.firm_add, name="deputy_stations_firm_add"),
    path("firms/<uuid:public_id>/", chains.firm_change, name="deputy_stations_firm_change"),
    path("staff/<uuid:public_id>/relieve/", stations.staff_relieve, name="deputy_stations_staff_relieve"),
    path("stationings/<uuid:public_id>/end/", stationing.stationing_end, name="deputy_stations_stationing_end"),
    path("my-page/", stationing.my_page, name="deputy_stations_my_page"),
    path("deputies/<uuid:public_id>/", stationing.page_change, name="deputy_stations_page_change"),
    path("<uuid:public_id>/", include(of_station_urls)),
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
STANDARD, ROUND = "rating/standards/<uuid:public_id>/", "rating/rounds/<uuid:public_id>/"
RATING = "ratings/<uuid:public_id>/"
rating_urls = [
    path("rating/standards/", standards.standards, name="deputy_stations_standards"),
    path("rating/standards/new/", standards.standard_new, name="deputy_stations_standard_new"),
    path(STANDARD, standards.standard, name="deputy_stations_standard"),
    path(f"{STANDARD}change/", standards.standard_change, name="deputy_stations_standard_change"),
    path(f"{STANDARD}force/", standards.standard_force, name="deputy_stations_standard_force"),
    path("rating/", rounds.rounds, name="deputy_stations_rounds"),
    path("rating/rounds/new/", rounds.round_new, name="deputy_stations_round_new"),
    path(ROUND, rounds.round_page, name="deputy_stations_round"),
    path(f"{ROUND}live/", rounds.round_live, name="deputy_stations_round_live"),
    path(f"{ROUND}results/", rounds.round_results, name="deputy_stations_round_results"),
    path(f"{ROUND}results.xlsx", rounds.round_file, name="deputy_stations_round_xlsx"),
    path(f"{ROUND}figures/", rounds.round_figures, name="deputy_stations_round_figures"),
    path(f"{ROUND}raters/", rounds.round_raters, name="deputy_stations_round_raters"),
    path(f"{ROUND}submit/", rounds.round_submit, name="deputy_stations_round_submit"),
    path(f"{ROUND}publish/", rounds.round_publish, name="deputy_stations_round_publish"),
    path(f"{ROUND}name/", rounds.round_name, name="deputy_stations_round_name"),
    path(f"{ROUND}abandon/", rounds.round_abandon, name="deputy_stations_round_abandon"),
    path(f"{ROUND}draft/<slug:kind>/", rounds.round_draft, name="deputy_stations_round_draft"),
    path(f"{ROUND}<slug:kind>.<slug:ending>", rounds.round_paper, name="deputy_stations_round_paper"),
    path("ratings/", ratings.ratings, name="deputy_stations_ratings"),
    path(RATING, ratings.rating, name="deputy_stations_rating"),
    path(f"{RATING}score/<slug:stage>/", ratings.score, name="deputy_stations_score"),
    path(f"{RATING}back/", ratings.send_back, name="deputy_stations_rating_back"),
    path(f"{RATING}drop/", ratings.drop, name="deputy_stations_rating_drop"),
    path(f"{RATING}<slug:kind>.<slug:ending>", ratings.rating_file, name="deputy_stations_rating_paper"),
    path("stars/", stars.stars, name="deputy_stations_stars"),
    path("stars/<uuid:public_id>/lower/", stars.lowering_new, name="deputy_stations_lowering_new"),
    path("stars/lowerings/<uuid:public_id>/", stars.lowering, name="deputy_stations_lowering"),
]
door_urls = [
    path("s/", doors.public_list, name="deputy_stations_public"),
    path("s/map/", maps.public_map, name="deputy_stations_public_map"),
    path("s/points.json", maps.public_points, name="deputy_stations_public_points"),
    path("s/<slug:code>/", doors.station_door, name="deputy_stations_door"),
    path("d/<slug:code>/", doors.deputy_door, name="deputy_stations_deputy"),
]

urlpatterns = [
    path("stations/", include([*station_urls, *duty_urls, *opinion_urls, *activity_urls, *rating_urls])),
    *door_urls,
    *tell_urls,
]
