"""Puts our admin site in place of Django's own."""

from django.contrib.admin.apps import AdminConfig


class BackstageConfig(AdminConfig):
    default_site = "apps.foundation.core.backstage.OfficeSite"
