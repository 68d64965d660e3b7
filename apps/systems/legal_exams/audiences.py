"""Who may enter which page."""

from apps.foundation.core.actors import EXAM_SETTER, EXAM_STAFF, INVIGILATOR
from apps.foundation.core.audiences import SIGNED_IN

RUNNERS = frozenset({EXAM_STAFF})
SETTERS = frozenset({EXAM_SETTER})
WATCHERS = frozenset({EXAM_STAFF, INVIGILATOR})

AUDIENCES: dict[str, frozenset[str]] = {
    # bank
    # nominations
    "legal_exams_nomination*": RUNNERS,
    "legal_exams_import_*": RUNNERS,
    "legal_exams_eligibility": RUNNERS,
    "legal_exams_exemption_ask": RUNNERS,
    "legal_exams_exemption_paper": RUNNERS,
    "legal_exams_exemption": SIGNED_IN,
    # exams
    "legal_exams_exams": WATCHERS,
    "legal_exams_exam": WATCHERS,
    "legal_exams_exam_new": RUNNERS,
    "legal_exams_exam_resit": RUNNERS,
    "legal_exams_exam_change": RUNNERS,
    "legal_exams_exam_notify": RUNNERS,
    "legal_exams_exam_call_off": RUNNERS,
    "legal_exams_notice": RUNNERS,
    "legal_exams_notice_draft": RUNNERS,
    "legal_exams_room_new": RUNNERS,
    "legal_exams_room_change": RUNNERS,
    "legal_exams_room_remove": RUNNERS,
    "legal_exams_candidates": RUNNERS,
    "legal_exams_admission_move": RUNNERS,
    "legal_exams_admission_unschedule": RUNNERS,
    "legal_exams_tickets": RUNNERS,
    "legal_exams_ticket_reprint": RUNNERS,
    "legal_exams_rosters": RUNNERS,
    # sitting
    # results
}
