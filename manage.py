#!/usr/bin/env python
"""Django's commands. Beside a running demo they find its database and its clock by themselves (var/env)."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    execute_from_command_line(sys.argv)
