"""Whatever stands in an address or a hidden field, the answer is a page, never a 500."""

import pytest
from django.urls import reverse

from apps.foundation.core.identifiers import uuid_of, uuids_of


def test_what_is_no_public_id_finds_nothing():
    assert uuid_of("1 or 1=1") is None
    assert uuid_of(None) is None
    assert len(uuids_of(["x", "6f0f2f3e-5bd1-4d0c-9d5e-0f5f5e5b5a55"])) == 1


@pytest.mark.parametrize("name", ["people_roster_import", "people_slips", "policies_policy_list"])
@pytest.mark.parametrize("garbage", ["x", "0", "'", "6f0f2f3e"])
def test_garbage_in_a_link_is_a_page_without_it(cast, name, garbage):
    query = {"term": garbage, "person": garbage, "area": garbage}
    assert cast.client("staff").get(reverse(name), query).status_code == 200


@pytest.mark.parametrize("name", ["portal_search", "people_slips", "people_list", "audit_entry_list"])
def test_a_null_character_is_refused_in_a_sentence(cast, name):
    assert cast.client("staff").get(reverse(name), {"q": "a\x00b"}).status_code in {200, 422}


def test_the_only_term_is_chosen_before_the_clerk_looks(cast):
    page = cast.client("staff").get(reverse("people_roster_import")).content.decode()
    assert f'value="{cast.term.public_id}" selected' in page
