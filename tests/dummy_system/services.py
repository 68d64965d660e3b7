from django.db import transaction

from apps.foundation.audit import services as audit
from apps.foundation.core import outbox
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import WrongState
from tests.dummy_system.models import Note


@transaction.atomic
def note_finish(*, note: Note, by: Actor) -> Note:
    """Mark a note as done, once."""
    note = Note.objects.select_for_update().get(pk=note.pk)
    if note.done:
        raise WrongState("这件事已经办结,无须再办理。")
    note.done = True
    note.save(update_fields=["done"])
    audit.record("dummy_system.note.finished", on=note, by=by)
    outbox.send("dummy_system.count_notes")
    return note
