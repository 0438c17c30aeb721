"""What `make run` says once the portal answers."""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command


def main() -> None:
    """Print the address, the demo accounts and where the first packet is."""
    os.environ.setdefault("LOG_LEVEL", "WARNING")  # a terminal is told in words
    django.setup()
    print(f"\nThe portal answers at http://localhost:{os.environ['PORT']}/")
    if settings.SPECIMEN:
        print_accounts()
        call_command("first_packet")
    print(f"Logs, mail and files: {Path(settings.BASE_DIR) / 'var'}. Ctrl-C stops everything.\n", flush=True)


def print_accounts() -> None:
    """One line for each of the demo's named accounts, and the password they share."""
    # A command's module imports models, so it waits for the setup.
    from recommendations.management.commands.seed_demo import DEMO_PASSWORD, NAMED_ACCOUNTS

    print(f"Demo accounts (password {DEMO_PASSWORD}):")
    for email, who in NAMED_ACCOUNTS.items():
        print(f"  {email:28} {who}")


if __name__ == "__main__":
    main()
