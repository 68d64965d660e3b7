"""Papers of the demo district for `manage.py samples`."""

from collections.abc import Callable, Iterator

from apps.congress.minutes.models import Minutes, MinutesKind
from apps.congress.minutes.papers import tree_of
from apps.congress.minutes.selectors.page import sections_as_edited
from apps.office.documents.rules.tree import Tree


def trees_of(kind: MinutesKind) -> Callable[[], Iterator[Tree]]:
    """The newest paper of a kind as it would be issued."""

    def trees() -> Iterator[Tree]:
        rows = Minutes.objects.filter(kind=kind).select_related("organ__area").order_by("-issued_at", "-pk")
        for minutes in rows[:1]:
            yield tree_of(minutes, sections_as_edited(minutes))

    return trees
