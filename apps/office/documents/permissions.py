import rules

from apps.foundation.core.actors import Actor
from apps.foundation.core.permissions import is_office
from apps.foundation.organisations.models import Unit
from apps.office.documents.models import Document


@rules.predicate
def covers_organ(actor: Actor, subject: Document | Unit | None) -> bool:
    """The office of the issuing organ's area, or one above it."""
    organ = subject.organ if isinstance(subject, Document) else subject
    return organ is None or actor.covers(organ.area.path)


@rules.predicate
def drafted_it(actor: Actor, document: Document | None) -> bool:
    return document is not None and actor.person_id is not None and document.drafter_id == actor.person_id


rules.add_perm("documents.draft", is_office & covers_organ)
rules.add_perm("documents.manage", (is_office & covers_organ) | drafted_it)
