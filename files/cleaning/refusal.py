"""Why a file is not taken, in a word."""

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 24_000_000


class Refused(Exception):
    """`code` is "size", "pixels", "kind", "unreadable", "locked" (by a password), "acts" (it runs something
    or leads out of itself), "picture" (one within it is of a kind that is not cleaned) or "busy" (with others)."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code
