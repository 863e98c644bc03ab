"""Cells of a table that a spreadsheet program opens."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def safe_cell(text: str) -> str:
    """The text so that no program takes it for a formula: behind an apostrophe where it begins like one."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
