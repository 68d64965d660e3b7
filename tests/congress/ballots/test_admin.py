"""Operators look at polls in the admin, and never see what was voted before the portal shows it."""

from django.urls import reverse

from apps.congress.ballots.models import NamedBallot, PaperTally


def test_it_shows_who_voted_but_not_what(hall):
    hall.vote(hall.open(), 0, "道路硬化")
    ballot = NamedBallot.objects.get()
    page = hall.cast.client("staff").get(reverse("admin:ballots_namedballot_change", args=[ballot.pk]))
    assert page.status_code == 200
    assert "安然" in page.content.decode()
    assert "道路硬化" not in page.content.decode()


def test_it_shows_who_typed_in_but_no_number(hall):
    poll = hall.draft(method="paper")
    PaperTally.objects.create(
        poll=poll, teller=hall.cast.people["leader"], issued=7331, received=7332, void=7333, entered_at=poll.created_at
    )
    page = hall.cast.client("staff").get(reverse("admin:ballots_papertally_change", args=[PaperTally.objects.get().pk]))
    assert page.status_code == 200
    assert "733" not in page.content.decode()


def test_the_other_towns_office_sees_no_ballot(hall):
    hall.vote(hall.open(), 0, "道路硬化")
    page = hall.cast.client("other_staff").get(reverse("admin:ballots_namedballot_changelist"))
    assert "安然" not in page.content.decode()
