"""Every named URL of the portal, asked by every audience, of its own place and of another one.

The answers are the page docs/reference/access.md: whoever changes what somebody may open sees it in the diff.
`make access` writes the page anew. The laws below hold whatever the page says.
"""

from collections.abc import Iterator

import pytest

from apps.foundation.core.actors import GUEST
from apps.foundation.core.audiences import audience_of
from tests.access import page
from tests.access.addresses import names_by_system
from tests.access.asking import OPENS
from tests.access.exceptions import MEANT, NO_ADDRESS, OPEN_TO_OTHERS
from tests.access.matrix import Asking, Row


@pytest.mark.parametrize("slug", names_by_system())
def test_everybody_opens_what_is_theirs_and_nothing_else(slug, visitors, pytestconfig):
    rows = [Asking(name, visitors).everybody() for name in names_by_system()[slug]]
    if pytestconfig.getoption("--write-access"):
        page.write(slug, rows)
    assert [broken for row in rows for broken in laws_broken(row)] == []
    assert page.table(rows) == page.written(slug), "run `make access` and look at the diff"


def laws_broken(row: Row) -> Iterator[str]:
    """Nobody undeclared enters, another's answers like nothing, nothing of another place is shown, nothing breaks.

    What is of another place opens to nobody there, but for public pages. Every address was given an object.
    """
    yield from (
        f"{row.name} {fault}" for fault in row.faults if row.name not in MEANT or MEANT[row.name][0] not in fault
    )
    if GUEST not in (audience_of(row.name) or ()):
        opened = [part for part, cell in row.cells.items() if cell.other == OPENS]
        if bool(opened) != (row.name in OPEN_TO_OTHERS):
            yield f"{row.name} opens to others: {opened}"
    if bool(row.found) == (row.name in NO_ADDRESS):
        yield f"{row.name} has {row.found} addresses"


def test_every_exception_is_of_a_page_that_there_is():
    names = {name for found in names_by_system().values() for name in found}
    assert {*OPEN_TO_OTHERS, *NO_ADDRESS, *MEANT} <= names
