"""`make bench`: pages and packets, measured in one run on this machine. Compare ratios, not absolute times.

How Python was built matters as much as the machine: the same 3.11 from another builder may take half as long again.
"""

import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["LOG_LEVEL"] = "ERROR"  # a line for each of thousands of requests would bury the figures
os.environ["STATEMENT_TIMEOUT_MS"] = "0"  # the archive is written as by a management command

import django

django.setup()

from tests.bench import archive, packets, pages  # noqa: E402 - after the settings are chosen

print(f"Python {sys.version}, {os.cpu_count()} processors")
pages.main()
packets.main()
archive.main()
