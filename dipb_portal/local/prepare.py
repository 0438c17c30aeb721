"""What has to be in place before the portal serves: tables, static files, reference data, demo data."""

import django
from django.core.management import call_command, get_commands


def main() -> None:
    """Bring an empty or older data directory up to date; changes nothing that is already in place."""
    django.setup()
    from django.conf import settings  # after setup, like everything that reads settings

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("bootstrap")
    if settings.SPECIMEN and "seed_demo" in get_commands():
        call_command("seed_demo")


if __name__ == "__main__":
    main()
