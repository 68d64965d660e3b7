"""Who may enter which page."""

from apps.foundation.core.actors import HANDLER
from apps.foundation.core.audiences import EXAM_ROLES, INSIDE, MEMBERS, OFFICE, PUBLIC, SIGNED_IN

READERS = INSIDE | MEMBERS | {HANDLER}
TAKERS = OFFICE | MEMBERS | {HANDLER}
RUNNERS = OFFICE | {HANDLER}

STATIONS = {
    "deputy_stations_stations": READERS,
    "deputy_stations_station": READERS,
    "deputy_stations_station_at": READERS,
    "deputy_stations_map": READERS,
    "deputy_stations_map_points": READERS,
    "deputy_stations_outline": OFFICE,
    "deputy_stations_coverage": INSIDE,
    "deputy_stations_communities": INSIDE,
    "deputy_stations_record": INSIDE,
    "deputy_stations_chains": INSIDE,
    "deputy_stations_chain": INSIDE,
    "deputy_stations_chain_*": OFFICE,
    "deputy_stations_firm_*": OFFICE,
    "deputy_stations_station_*": OFFICE,
    "deputy_stations_import*": OFFICE,
    "deputy_stations_staff_*": OFFICE,
    "deputy_stations_seats_station": OFFICE,
    "deputy_stations_person_station": OFFICE,
    "deputy_stations_stationing_end": OFFICE,
    "deputy_stations_my_page": MEMBERS,
    "deputy_stations_page_change": OFFICE | MEMBERS,
    "deputy_stations_checks": RUNNERS,
    "deputy_stations_poster": RUNNERS,
    "deputy_stations_deputy_posters": RUNNERS,
    "deputy_stations_public": PUBLIC,
    "deputy_stations_public_map": PUBLIC,
    "deputy_stations_public_points": PUBLIC,
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
    "deputy_stations_duty_points": INSIDE,
    "deputy_stations_duty_points_of": INSIDE,
    "deputy_stations_my_points": MEMBERS,
    "deputy_stations_my_points_of": MEMBERS,
}
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
RATING = {
    **{f"deputy_stations_{name}": SIGNED_IN - EXAM_ROLES for name in ("ratings", "rating", "rating_paper", "score")},
    "deputy_stations_rating_back": OFFICE,
    "deputy_stations_rating_drop": OFFICE,
    **{
        f"deputy_stations_{name}": INSIDE
        for name in (
            "standards", "standard", "rounds", "round", "round_live", "round_results", "round_xlsx", "round_paper",
            "stars", "lowering",
        )
    },
    **{
        f"deputy_stations_{name}": OFFICE
        for name in (
            "standard_new", "standard_change", "standard_force", "round_new", "round_figures", "round_raters",
            "round_submit", "round_publish", "round_name", "round_abandon", "round_draft", "lowering_new",
        )
    },
}  # fmt: skip
AUDIENCES = {**STATIONS, **DUTY, **OPINIONS, **ACTIVITIES, **RATING}
