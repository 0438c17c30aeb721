#!/usr/bin/env python
"""Run a management command with the portal's settings."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dipb_portal.settings")
    os.environ.setdefault("STATEMENT_TIMEOUT_MS", "0")  # a migration takes the time it takes
    execute_from_command_line(sys.argv)
