"""Holding deputies while duties are given to them: whoever comes second waits, and sees what the first has done."""

from collections.abc import Iterable

from apps.foundation.core.errors import Conflict
from apps.foundation.people.models import Person
from apps.systems.deputy_stations.rules.duty import Span
from apps.systems.deputy_stations.selectors.duty import clash_of


def people_held(ids: Iterable[int]) -> dict[int, Person]:
    """Their rows for this transaction, always in the same order so that no two acts wait for each other."""
    rows = Person.objects.select_for_update(no_key=True).filter(pk__in=set(ids)).order_by("pk")
    return {person.pk: person for person in rows}


def require_free(person: Person, span: Span, *, but: Iterable[int] = ()) -> None:
    """Raises Conflict that says where the deputy serves at the time. The person is held."""
    if found := clash_of([person.pk], span, but=but):
        raise Conflict(f"{found},同一时间不能再排。请换一个时间,或者换一名代表。")
