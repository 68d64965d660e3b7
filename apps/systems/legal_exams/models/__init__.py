"""The sealed bank, nominations, exams and the papers that were sat."""

from apps.systems.legal_exams.models.bank import Law, Question, QuestionImport
from apps.systems.legal_exams.models.choices import (
    Bank,
    CodePurpose,
    EventKind,
    HandedIn,
    NominationKind,
    Organ,
    Part,
    VoteResult,
)
from apps.systems.legal_exams.models.exams import (
    AccessCode,
    Admission,
    Blueprint,
    BlueprintLine,
    Exam,
    Room,
    WithdrawnQuestion,
)
from apps.systems.legal_exams.models.nominations import Appointment, AppointmentVote, Nomination
from apps.systems.legal_exams.models.papers import Answer, Mark, Paper, PaperEvent, PracticeRun, RoomNote

__all__ = [
    "AccessCode", "Admission", "Answer", "Appointment", "AppointmentVote", "Bank", "Blueprint", "BlueprintLine",
    "CodePurpose", "EventKind", "Exam", "HandedIn", "Law", "Mark", "Nomination", "NominationKind", "Organ", "Paper",
    "PaperEvent", "Part", "PracticeRun", "Question", "QuestionImport", "Room", "RoomNote", "VoteResult",
    "WithdrawnQuestion",
]  # fmt: skip
