"""Demands that any town may make its own, as they come with the site: one file each, in neutral words.

A file has a name, the title and the sentence of the demand, its text, the parts it can be won by, what counts as proof
that it was done, when to look again, what often comes next, and of each kind of body what it can really decide. Where
`{body}` and `{town}` stand, the town fills in its own; other blanks are listed with the question that fills them.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Entry:
    """One file. `bodies` says by kind of body what is asked of it (`kind`) and what it can decide (`says`)."""

    slug: str
    name: str
    topic: str
    title: str
    kind: str
    ask: str
    text: str
    components: list[str]
    evidence: str
    review_after: int
    bodies: dict[str, dict[str, str]]
    next: list[str] = field(default_factory=list)
    blanks: list[dict[str, str]] = field(default_factory=list)

    @property
    def words(self) -> dict[str, Any]:
        """What a version of the model is made of."""
        parts = "title kind ask components evidence review_after bodies next blanks".split()
        return {part: getattr(self, part) for part in parts} | {"text": self.text.strip()}


def entries(folder: Path = HERE) -> Iterator[Entry]:
    """Every file of the library by its name. TypeError where one lacks a part or has one that is not known."""
    for path in sorted(folder.glob("*.toml")):
        yield Entry(slug=path.stem, **tomllib.loads(path.read_text(encoding="utf-8")))
