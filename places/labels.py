"""Names on a map, where there is room for them. No database."""

from typing import NamedTuple

# As large as they are on a phone, where they are largest against the map.
LETTER, LINE = 21, 36
GAP = 12


class Label(NamedTuple):
    """A name with its dot at `x`, `y`; its text begins or ends at `at`."""

    text: str
    x: int
    y: int
    at: int
    anchor: str


class Labels:
    """Names written one after the other on a frame: what would hide something before it is left out."""

    def __init__(self, width: int, height: int):
        self.width, self.height = width, height
        self.taken: list[tuple[float, float, float, float]] = []
        self.written: list[Label] = []

    def keep_free(self, left: float, top: float, right: float, bottom: float) -> None:
        self.taken.append((left, top, right, bottom))

    def write(self, text: str, x: int, y: int) -> None:
        long = len(text) * LETTER
        for anchor, left in (("start", x + GAP), ("end", x - GAP - long)):
            words = (left, y - LINE / 2, left + long, y + LINE / 2)
            dot = (x - GAP / 2, y - GAP / 2, x + GAP / 2, y + GAP / 2)
            if self._is_free(words) and self._is_free(dot):
                self.taken += [words, dot]
                self.written.append(Label(text, x, y, x + GAP if anchor == "start" else x - GAP, anchor))
                return

    def _is_free(self, box: tuple[float, float, float, float]) -> bool:
        left, top, right, bottom = box
        if left < 0 or top < 0 or right > self.width or bottom > self.height:
            return False
        return all(right <= a or left >= c or bottom <= b or top >= d for a, b, c, d in self.taken)
