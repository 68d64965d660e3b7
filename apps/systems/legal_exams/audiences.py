"""Who may enter which page."""

from apps.foundation.core.actors import EXAM_SETTER, EXAM_STAFF, INVIGILATOR
from apps.foundation.core.audiences import INSIDE

RUNNERS = frozenset({EXAM_STAFF})
SETTERS = frozenset({EXAM_SETTER})
WATCHERS = frozenset({EXAM_STAFF, INVIGILATOR})

AUDIENCES: dict[str, frozenset[str]] = {
    # bank
    # nominations
    # exams
    # sitting
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
