#!/usr/bin/env python3
"""Run Django's management commands with the settings of this installation."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.base")

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
