"""Pages of stations: `stations/…` for those signed in, `s/<code>/` and `d/<code>/` for everybody."""

from django.urls import include, path

from apps.systems.deputy_stations.views import (
    activities,
    debriefs,
    doors,
    ledgers,
    opinion_files,
    opinions,
    points,
    receiving,
    rotas,
    routing,
    slots,
    stations,
    statistics,
    tell,
    year_plans,
)

STATION, ROTA, SLOT = "<uuid:public_id>/", "rotas/<uuid:public_id>/", "slots/<uuid:public_id>/"
ACTIVITY, PLAN, DEBRIEF = "activities/<uuid:public_id>/", "year-plans/<uuid:public_id>/", "debriefs/<uuid:public_id>/"

station_urls = [
    path("", stations.station_list, name="deputy_stations_stations"),
    path("<uuid:public_id>/", stations.station_page, name="deputy_stations_station"),
]
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
duty_urls = [
    path("rotas/", rotas.rota_list, name="deputy_stations_rotas"),
    path("slots/", rotas.slot_list, name="deputy_stations_slots"),
    path("duty-counts/", rotas.duty_counts, name="deputy_stations_duty_counts"),
    path("mine/", slots.mine, name="deputy_stations_my_duty"),
    path("check-in/<slug:code>/", slots.check_in, name="deputy_stations_check_in"),
    path(f"{STATION}rotas/new/", rotas.rota_new, name="deputy_stations_rota_new"),
    path(f"{STATION}slots/new/", slots.slot_new, name="deputy_stations_slot_new"),
    path(ROTA, rotas.rota, name="deputy_stations_rota"),
    path(f"{ROTA}publish/", rotas.rota_publish, name="deputy_stations_rota_publish"),
    path(f"{ROTA}deal-again/", rotas.rota_deal_again, name="deputy_stations_rota_deal_again"),
    path(f"{ROTA}discard/", rotas.rota_discard, name="deputy_stations_rota_discard"),
    path(f"{ROTA}notice/", rotas.notice_draft, name="deputy_stations_notice_draft"),
    path(f"{ROTA}<slug:kind>.<slug:ending>", rotas.rota_file, name="deputy_stations_rota_paper"),
    path(SLOT, slots.slot, name="deputy_stations_slot"),
    path(f"{SLOT}change/", slots.slot_change, name="deputy_stations_slot_change"),
    path(f"{SLOT}remove/", slots.slot_remove, name="deputy_stations_slot_remove"),
    path(f"{SLOT}check-in/", slots.slot_check_in, name="deputy_stations_slot_check_in"),
    path(f"{SLOT}code/", slots.slot_code, name="deputy_stations_slot_code"),
    path(f"{SLOT}exchange/", slots.exchange_ask, name="deputy_stations_exchange_ask"),
    path(f"{SLOT}give/", slots.exchange_give, name="deputy_stations_slot_give"),
    path("exchanges/<uuid:public_id>/<slug:answer>/", slots.exchange_answer, name="deputy_stations_exchange_answer"),
    path("points/", points.points, name="deputy_stations_points"),
    path("points/<int:year>/", points.points, name="deputy_stations_points_of"),
    path("points/mine/", points.my_points, name="deputy_stations_my_points"),
    path("points/mine/<int:year>/", points.my_points, name="deputy_stations_my_points_of"),
]
opinion_urls: list = []
activity_urls = [
    path("activities/", activities.activity_list, name="deputy_stations_activities"),
    path("silent/", activities.silent, name="deputy_stations_silent"),
    path(f"{STATION}activities/new/", activities.activity_new, name="deputy_stations_activity_new"),
    path(ACTIVITY, activities.activity, name="deputy_stations_activity"),
    path(f"{ACTIVITY}change/", activities.activity_change, name="deputy_stations_activity_change"),
    path(f"{ACTIVITY}cancel/", activities.activity_cancel, name="deputy_stations_activity_cancel"),
    path(f"{ACTIVITY}hold/", activities.activity_hold, name="deputy_stations_activity_hold"),
    path(f"{ACTIVITY}photos/", activities.photos, name="deputy_stations_activity_photos"),
    path(f"{ACTIVITY}sign-up/", activities.sign_up, name="deputy_stations_activity_sign_up"),
    path(f"{ACTIVITY}withdraw/", activities.sign_up_withdraw, name="deputy_stations_activity_withdraw"),
    path(f"{ACTIVITY}check-in/", activities.activity_check_in, name="deputy_stations_activity_check_in"),
    path(f"{ACTIVITY}record.<slug:ending>", activities.activity_file, name="deputy_stations_activity_paper"),
    path(f"{ACTIVITY}debriefs/", debriefs.speakers, name="deputy_stations_debrief_people"),
    path(f"{ACTIVITY}assess/", debriefs.assess, name="deputy_stations_debrief_assess"),
    path(DEBRIEF, debriefs.debrief, name="deputy_stations_debrief"),
    path(f"{DEBRIEF}report/", debriefs.report, name="deputy_stations_debrief_report"),
    path(f"{STATION}year-plans/new/", year_plans.plan_new, name="deputy_stations_year_plan_new"),
    path(PLAN, year_plans.plan, name="deputy_stations_year_plan"),
    path(f"{PLAN}change/", year_plans.plan_change, name="deputy_stations_year_plan_change"),
    path(f"{PLAN}publish/", year_plans.plan_publish, name="deputy_stations_year_plan_publish"),
    path(f"{PLAN}summary/", year_plans.summary, name="deputy_stations_year_summary"),
    path(f"{PLAN}<slug:kind>.<slug:ending>", year_plans.plan_file, name="deputy_stations_year_plan_paper"),
    path(f"{STATION}ledgers/", ledgers.ledgers, name="deputy_stations_ledgers"),
    path(f"{STATION}ledgers/<slug:slug>/", ledgers.ledger, name="deputy_stations_ledger"),
    path(f"{STATION}ledgers/<slug:slug>.pdf", ledgers.ledger_pdf, name="deputy_stations_ledger_pdf"),
]
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
