from datetime import datetime

from django.db import transaction
from django.urls import reverse

from apps.foundation.audit import services as audit
from apps.foundation.core import outbox
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import WrongState
from apps.office.notifications.services import notice_send
from tests.dummy_system.models import Note


@transaction.atomic
def note_finish(*, note: Note, by: Actor, at: datetime) -> Note:
    """Mark a note as done, once, and tell whose it is."""
    note = Note.objects.select_for_update().get(pk=note.pk)
    if note.done:
        raise WrongState("这件事已经办结,无须再办理。")
    note.done = True
    note.save(update_fields=["done"])
    audit.record("dummy_system.note.finished", on=note, by=by)
    outbox.send("dummy_system.count_notes")
    notice_send(
        recipients=[note.person_id], key=f"dummy_system:{note.public_id}", text="dummy_system.finished",
        values={"note": note.title, "actor": by.name}, area=note.person.area,
        url=reverse("dummy_system_note_list"), by=by, at=at,
    )  # fmt: skip
    return note
