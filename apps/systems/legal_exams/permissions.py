"""Who may do what: staff of the exam, setters and invigilators, each in their own area and nothing of each other's."""

from typing import Any

import rules

from apps.foundation.core.actors import EXAM_SETTER, EXAM_STAFF, INVIGILATOR, Actor

RUN, SET, REVIEW, INVIGILATE = "legal_exams.run", "legal_exams.set", "legal_exams.review", "legal_exams.invigilate"
CONDUCT, WATCH, INVIGILATE_ROOM = "legal_exams.conduct", "legal_exams.watch", "legal_exams.invigilate_room"


def office_path_of(subject: Any) -> str:
    """The path of the area to which a row of this app belongs."""
    while not hasattr(subject, "office"):
        subject = next(
            getattr(subject, step)
            for step in ("admission", "exam", "nomination", "paper", "room")
            if hasattr(subject, step)
        )
    return subject.office.path


@rules.predicate
def is_here(actor: Actor, subject: Any) -> bool:
    return bool(actor.area_path) and (subject is None or office_path_of(subject).startswith(actor.area_path))


@rules.predicate
def is_exam_staff(actor: Actor) -> bool:
    return actor.role == EXAM_STAFF


@rules.predicate
def is_setter(actor: Actor) -> bool:
    return actor.role == EXAM_SETTER


@rules.predicate
def watches_room(actor: Actor, admission: Any) -> bool:
    """Invigilators in the room of the candidate, and the chief invigilator of the exam."""
    if actor.role != INVIGILATOR or actor.person_id is None or admission is None:
        return False
    if admission.exam.chief_id == actor.person_id:
        return True
    return admission.room is not None and admission.room.invigilators.filter(pk=actor.person_id).exists()


@rules.predicate
def is_chief(actor: Actor, exam: Any) -> bool:
    """The chief invigilator of the exam gives the word, and ends it."""
    return actor.role == INVIGILATOR and actor.person_id is not None and exam.chief_id == actor.person_id


@rules.predicate
def watches_it(actor: Actor, room: Any) -> bool:
    """Whoever invigilates in the room, and the chief."""
    if actor.role != INVIGILATOR or actor.person_id is None:
        return False
    return room.exam.chief_id == actor.person_id or room.invigilators.filter(pk=actor.person_id).exists()


@rules.predicate
def is_not_author(actor: Actor, question: Any) -> bool:
    """A second person reviews what the first one set."""
    return question is None or actor.person_id is None or question.author_id != actor.person_id


rules.add_perm(RUN, is_exam_staff & is_here)
rules.add_perm(SET, is_setter & is_here)
rules.add_perm(REVIEW, is_setter & is_here & is_not_author)
rules.add_perm(INVIGILATE, watches_room & is_here)
# sitting
rules.add_perm(CONDUCT, is_here & (is_exam_staff | is_chief))
rules.add_perm(WATCH, is_here & (is_exam_staff | watches_it))
rules.add_perm(INVIGILATE_ROOM, is_here & watches_it)
