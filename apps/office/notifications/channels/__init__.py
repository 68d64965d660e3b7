"""Ways to the outside: mail always, others as NOTICE_CHANNELS names them."""

from django.conf import settings

from apps.office.notifications.channels.base import Channel, Doubtful, Failed, Reach, Unreachable
from apps.office.notifications.channels.gateway import LABELS, Gateway
from apps.office.notifications.channels.mail import Mail

__all__ = [
    "MAIL",
    "Channel",
    "Doubtful",
    "Failed",
    "Gateway",
    "Reach",
    "Unreachable",
    "channel",
    "gateways",
    "label_of",
]

MAIL = Mail()


def gateways() -> list[Gateway]:
    """Channels beside mail, in the order of the setting; a line that names none is left to `checks`."""
    pairs = (line.partition("=") for line in settings.NOTICE_CHANNELS)
    return [Gateway(name, url) for name, _, url in pairs if url]


def channel(name: str) -> Channel | None:
    """The channel in use under that name; None for one that is switched off."""
    return next((each for each in (MAIL, *gateways()) if each.name == name), None)


def label_of(name: str) -> str:
    """How people call a channel, also one that is switched off."""
    return MAIL.label if name == MAIL.name else LABELS.get(name, name)
