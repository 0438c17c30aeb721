"""Ordinal numbers in the two official languages."""


def ordinal(number: int, language: str) -> str:
    """1 as "1st" in "en" and as "1re" in "fr", where it counts something feminine (a meeting, a session)."""
    if language == "fr":
        return f"{number}{'re' if number == 1 else 'e'}"
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
