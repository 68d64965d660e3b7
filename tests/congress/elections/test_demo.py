"""The demo district shows elections as the law has them."""

from datetime import UTC, datetime

import pytest
import time_machine

from apps.congress.elections import demo
from apps.congress.elections.models import Election, Source
from apps.foundation.people import demo as people

AT = datetime(2026, 11, 25, 1, tzinfo=UTC)


@pytest.mark.django_db
def test_the_presidium_names_no_more_than_the_seats_and_two_are_elected(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    with time_machine.travel(AT, tick=False):
        people.load(AT)
        demo.load(AT)
    for election in Election.objects.all():
        assert election.nominations.filter(source=Source.PRESIDIUM).count() <= election.seats
    decided = Election.objects.get(state="decided")
    assert sorted(decided.elected.values_list("name", flat=True)) == ["丁晓岚", "王志远"]
    joint = decided.nominations.get(source=Source.DEPUTIES)
    assert joint.signatures.filter(consent="signed").count() == decided.measures.co_signers
