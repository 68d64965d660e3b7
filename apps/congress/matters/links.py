"""Links by which a floor above leads to writing a suggestion: what it is for travels signed, so nobody forges it."""

from urllib.parse import urlencode

from django.core import signing
from django.db.models import Model
from django.urls import reverse

from apps.congress.matters.services.writing import Source

SALT = "matters.source"


def write_link(source: Model, url: str = "") -> str:
    """The address at which a member writes a suggestion for `source` (a meeting), whose own page is `url`."""
    given = [source._meta.label_lower, source.pk, str(source)[:120], url]
    return f"{reverse('matters_write')}?{urlencode({'source': signing.dumps(given, salt=SALT, compress=True)})}"


def source_of(text: str) -> Source | None:
    """What such a link names; None where there is none or somebody has changed it."""
    try:
        label, key, title, url = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Source(label, key, title, url)
