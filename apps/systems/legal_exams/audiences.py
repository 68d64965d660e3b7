"""Who may enter which page."""

from apps.foundation.core.actors import EXAM_SETTER, EXAM_STAFF, INVIGILATOR
from apps.foundation.core.audiences import INSIDE, PUBLIC, SIGNED_IN

RUNNERS = frozenset({EXAM_STAFF})
SETTERS = frozenset({EXAM_SETTER})
PREPARERS = RUNNERS | SETTERS
WATCHERS = frozenset({EXAM_STAFF, INVIGILATOR})
CALLERS = frozenset({INVIGILATOR})

AUDIENCES: dict[str, frozenset[str]] = {
    # bank
    "legal_exams_questions": SETTERS,
    "legal_exams_question": SETTERS,
    "legal_exams_question_*": SETTERS,
    "legal_exams_review": SETTERS,
    "legal_exams_bank_import": SETTERS,
    "legal_exams_bank_import_*": SETTERS,
    "legal_exams_laws": SETTERS,
    "legal_exams_law": SETTERS,
    "legal_exams_law_*": SETTERS,
    "legal_exams_bank_words": SETTERS,
    "legal_exams_bank_contents": SETTERS,
    "legal_exams_bank_counts": PREPARERS,
    "legal_exams_bank_update": PREPARERS,
    "legal_exams_blueprints": PREPARERS,
    "legal_exams_blueprint": PREPARERS,
    "legal_exams_blueprint_*": RUNNERS,
    "legal_exams_items": SETTERS,
    "legal_exams_weak": SETTERS,
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
    "legal_exams_door": PUBLIC,
    "legal_exams_seat": PUBLIC,
    "legal_exams_seat_*": PUBLIC,
    "legal_exams_study_door": PUBLIC,
    "legal_exams_study": PUBLIC,
    "legal_exams_practice": PUBLIC,
    "legal_exams_mock*": PUBLIC,
    "legal_exams_result": PUBLIC,
    "legal_exams_watching": WATCHERS,
    "legal_exams_sitting": WATCHERS,
    "legal_exams_sitting_live": WATCHERS,
    "legal_exams_draw": RUNNERS,
    "legal_exams_start": WATCHERS,
    "legal_exams_miss_rest": WATCHERS,
    "legal_exams_end": WATCHERS,
    "legal_exams_record": WATCHERS,
    "legal_exams_room": WATCHERS,
    "legal_exams_room_live": WATCHERS,
    "legal_exams_note": CALLERS,
    "legal_exams_room_extend": CALLERS,
    "legal_exams_candidate": WATCHERS,
    "legal_exams_check_in": CALLERS,
    "legal_exams_move": CALLERS,
    "legal_exams_extend": CALLERS,
    "legal_exams_stop": CALLERS,
    "legal_exams_miss": CALLERS,
    "legal_exams_paper": RUNNERS,
    # results
    "legal_exams_progress": INSIDE | RUNNERS,
    **{
        f"legal_exams_{page}": RUNNERS
        for page in (
            "marked",
            "results",
            "mark",
            "question_withdraw",
            "report_draft",
            "scores_file",
            "scores",
            "votes",
            "vote_new",
            "appointments",
            "appointment",
            "certificate",
            "oaths",
        )
    },
}
