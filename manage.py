#!/usr/bin/env python
"""Command line of the portal."""

import os
import secrets
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congress_portal.settings")
    if sys.argv[1:2] == ["recount"]:  # reads a file and signs nothing, so it asks for no configuration
        os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))
    execute_from_command_line(sys.argv)
