"""Every named URL of the portal, asked by every audience, of its own place and of another one.

The answers are the page docs/reference/access.md: whoever changes what somebody may open sees it in the diff.
`make access` writes the page anew. The laws below hold whatever the page says.
"""

import pytest

from apps.foundation.core.actors import GUEST
from apps.foundation.core.audiences import audience_of
from tests.access import page
from tests.access.addresses import names_by_system
from tests.access.asking import OPENS
from tests.access.exceptions import NO_ADDRESS, OPEN_TO_OTHERS
from tests.access.matrix import Asking, Row


@pytest.fixture(scope="module", params=names_by_system())
def section(request, visitors) -> tuple[str, list[Row]]:
    """The rows of one system, asked once for all tests of it."""
    rows = [Asking(name, visitors).everybody() for name in names_by_system()[request.param]]
    if request.config.getoption("--write-access"):
        page.write(request.param, rows)
    return request.param, rows


def test_the_page_says_what_the_portal_does(section):
    slug, rows = section
    assert page.table(rows) == page.written(slug), "run `make access` and look at the diff"


def test_no_answer_breaks_a_law(section):
    """Nobody undeclared enters, another's answers like nothing, nothing of another place is shown, nothing breaks."""
    assert [f"{row.name} {fault}" for row in section[1] for fault in row.faults] == []


def test_what_is_of_another_place_opens_to_nobody_there(section):
    """Public pages are open to everybody."""
    found = {
        f"{row.name} {part}"
        for row in section[1]
        for part, cell in row.cells.items()
        if cell.other == OPENS and row.name not in OPEN_TO_OTHERS and GUEST not in (audience_of(row.name) or ())
    }
    assert found == set()


def test_every_address_was_given_an_object(section):
    missing = {row.name for row in section[1] if not row.found}
    assert missing == {name for name in NO_ADDRESS if name in names_by_system()[section[0]]}
