"""Addresses of a tablet of the hall."""

from django.urls import reverse
from django.utils.http import urlencode

from apps.congress.ballots.models import Poll


def tablet_page(poll: Poll) -> str:
    """The voting page as a tablet opens it."""
    return f"{reverse('ballots_vote', args=[poll.public_id])}?tablet=1"


def tablet_sign_in(poll: Poll) -> str:
    """Where the next voter signs in."""
    return f"{reverse('account_login')}?{urlencode({'next': tablet_page(poll)})}"
