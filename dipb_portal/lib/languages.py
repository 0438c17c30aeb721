"""Which of the two official languages some words are in."""

import re

# Function words that the other language does not have.
_ENGLISH = frozenset({"the", "of", "and", "to", "is", "are", "be", "was", "were", "with", "for", "by", "that", "this"})
_FRENCH = frozenset({"le", "la", "les", "des", "du", "et", "est", "sont", "une", "dans", "pour", "par", "que", "au"})


def language_of(text: str, otherwise: str = "en") -> str:
    """ "en" or "fr" by the function words of plain text; `otherwise` where they do not tell."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    english, french = (sum(word in known for word in words) for known in (_ENGLISH, _FRENCH))
    if english == french:
        return otherwise
    return "en" if english > french else "fr"
