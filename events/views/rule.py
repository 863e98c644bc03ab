"""What a page with the form of a rule answers when a script asks for a part of it."""

PARTS = {"preview": "events/_rule_preview.html", "rule-parts": "events/_rule_swapped.html"}


def rule_part(headers, *, otherwise: str) -> str:
    """The template of the part that is swapped: the dates, or the fields with the dates; else the whole page's."""
    return PARTS.get(headers.get("HX-Target", ""), otherwise)
