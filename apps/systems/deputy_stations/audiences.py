"""Who may enter which page."""

from apps.foundation.core.actors import HANDLER
from apps.foundation.core.audiences import INSIDE, MEMBERS, OFFICE, PUBLIC

READERS = INSIDE | MEMBERS | {HANDLER}
TAKERS = OFFICE | MEMBERS | {HANDLER}
RUNNERS = OFFICE | {HANDLER}

STATIONS = {
    "deputy_stations_stations": READERS,
    "deputy_stations_station": READERS,
    "deputy_stations_door": PUBLIC,
    "deputy_stations_deputy": PUBLIC,
}
OPINIONS = {
    "deputy_stations_tell": PUBLIC,
    "deputy_stations_tell_deputy": PUBLIC,
    "deputy_stations_opinions": READERS,
    "deputy_stations_opinion_statistics": READERS,
    "deputy_stations_opinion": READERS,
    "deputy_stations_opinion_paper": READERS,
    "deputy_stations_receptions": READERS,
    "deputy_stations_reception_paper": READERS,
    "deputy_stations_receive": TAKERS,
    "deputy_stations_receive_at": TAKERS,
    "deputy_stations_opinion_answer": TAKERS,
    "deputy_stations_opinion_decline": TAKERS,
    "deputy_stations_opinion_suggest": MEMBERS | {HANDLER},
    "deputy_stations_opinion_rate": MEMBERS,
    "deputy_stations_opinion_city": OFFICE,
    "deputy_stations_opinion_outcome": OFFICE,
    "deputy_stations_opinion_pass_on": OFFICE,
    "deputy_stations_opinion_hand_on": OFFICE,
}
DUTY = {
    "deputy_stations_rotas": READERS,
    "deputy_stations_rota": READERS,
    "deputy_stations_rota_paper": READERS,
    "deputy_stations_slots": READERS,
    "deputy_stations_slot": READERS,
    "deputy_stations_duty_counts": INSIDE | {HANDLER},
    "deputy_stations_my_duty": MEMBERS,
    "deputy_stations_check_in": MEMBERS,
    "deputy_stations_slot_code": MEMBERS,
    "deputy_stations_exchange_ask": MEMBERS,
    "deputy_stations_exchange_answer": MEMBERS,
    "deputy_stations_notice_draft": OFFICE,
    "deputy_stations_rota_*": RUNNERS,
    "deputy_stations_slot_*": RUNNERS,
    "deputy_stations_points": INSIDE,
    "deputy_stations_points_of": INSIDE,
    "deputy_stations_my_points": MEMBERS,
    "deputy_stations_my_points_of": MEMBERS,
}
OPINIONS: dict[str, frozenset[str]] = {}
ACTIVITIES = {
    "deputy_stations_activities": READERS,
    "deputy_stations_activity": READERS,
    "deputy_stations_activity_paper": READERS,
    "deputy_stations_activity_sign_up": MEMBERS,
    "deputy_stations_activity_withdraw": MEMBERS,
    "deputy_stations_activity_check_in": MEMBERS,
    "deputy_stations_activity_*": RUNNERS,
    "deputy_stations_silent": INSIDE,
    "deputy_stations_debrief": READERS,
    "deputy_stations_debrief_report": RUNNERS | MEMBERS,
    "deputy_stations_debrief_assess": OFFICE,
    "deputy_stations_debrief_people": RUNNERS,
    "deputy_stations_year_plan": READERS,
    "deputy_stations_year_plan_paper": READERS,
    "deputy_stations_year_plan_*": RUNNERS,
    "deputy_stations_year_summary": RUNNERS,
    "deputy_stations_ledger*": INSIDE | {HANDLER},
}
RATING: dict[str, frozenset[str]] = {}
AUDIENCES = {**STATIONS, **DUTY, **OPINIONS, **ACTIVITIES, **RATING}
