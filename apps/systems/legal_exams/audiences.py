"""Who may enter which page."""

from apps.foundation.core.actors import EXAM_SETTER, EXAM_STAFF, INVIGILATOR

RUNNERS = frozenset({EXAM_STAFF})
SETTERS = frozenset({EXAM_SETTER})
PREPARERS = RUNNERS | SETTERS
WATCHERS = frozenset({EXAM_STAFF, INVIGILATOR})

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
    # exams
    # sitting
    # results
}
