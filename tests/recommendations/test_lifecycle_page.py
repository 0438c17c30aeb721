"""The page of the documentation shows the table as it is."""

from pathlib import Path

from django.core.management import call_command


def test_the_diagram_of_the_documentation_is_drawn_from_the_table(capsys) -> None:
    call_command("lifecycle_diagram")
    page = Path(__file__).parents[2] / "docs" / "lifecycle.md"
    assert f"```mermaid\n{capsys.readouterr().out}```" in page.read_text()
