"""The ground holds: the cast can be built and acts in its roles."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, connection

from apps.foundation.audit import services as audit
from apps.foundation.people.models import MandateStatus, Person
from tests.cast import TODAY


def test_it_gives_each_part_its_role(cast):
    assert cast.actor("staff").role == "staff"
    assert cast.actor("deputy").body_ids == (cast.congress.pk,)
    assert cast.actor("representative").role == "representative"


def test_it_shows_staff_only_their_own_area(cast):
    assert Person.objects.visible_to(cast.actor("staff")).filter(pk=cast.people["deputy"].pk).exists()
    assert not Person.objects.visible_to(cast.actor("other_staff")).filter(pk=cast.people["deputy"].pk).exists()


def test_it_refuses_two_states_of_one_mandate_on_one_day(cast):
    mandate = cast.people["deputy"].mandates.get()
    with pytest.raises(IntegrityError):
        MandateStatus.objects.create(mandate=mandate, state="suspended", starts_on=TODAY)


def test_a_seat_that_ended_this_morning_is_no_role_today(cast):
    person = cast.people["deputy"]
    status = person.mandates.get().statuses.get()
    status.until = TODAY
    status.save()
    assert not person.mandates.serving_on(TODAY).exists()
    assert person.mandates.serving_on(date(2026, 3, 19)).exists()


def test_audit_entries_cannot_be_changed_even_by_sql(cast):
    audit.record("people.person.changed", on=cast.people["deputy"], by=cast.actor("staff"))
    with pytest.raises((InternalError, ProgrammingError), match="pgtrigger"), connection.cursor() as cursor:
        cursor.execute("update audit_entry set act = 'x'")
