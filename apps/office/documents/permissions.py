import rules

from apps.foundation.core.actors import Actor
from apps.foundation.core.permissions import is_office
from apps.foundation.organisations.models import Unit
from apps.office.documents.models import Document, kept_kinds


@rules.predicate
def covers_organ(actor: Actor, subject: Document | Unit | None) -> bool:
    """The office of the issuing organ's area, or one above it."""
    organ = subject.organ if isinstance(subject, Document) else subject
    return organ is None or actor.covers(organ.area.path)


@rules.predicate
def drafted_it(actor: Actor, document: Document | None) -> bool:
    return document is not None and actor.person_id is not None and document.drafter_id == actor.person_id


@rules.predicate
def is_open(actor: Actor, document: Document | None) -> bool:
    return document is None or not document.is_kept


@rules.predicate
def keeps_it(actor: Actor, document: Document | None) -> bool:
    """One of the readers that the kind alone has, in the area of the organ."""
    if document is None or document.kind not in kept_kinds(actor.role):
        return False
    return bool(actor.area_path) and document.organ.area.path.startswith(actor.area_path)


rules.add_perm("documents.draft", is_office & covers_organ)
rules.add_perm("documents.manage", (((is_office & covers_organ) | drafted_it) & is_open) | keeps_it)
