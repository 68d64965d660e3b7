"""The portal exactly as it is, with one more page: the empty one it is measured against."""

from congress_portal.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.support.portal_urls"
