"""What a board is for, in an address: "events", "groups", or "kept" by a former host."""


class TargetConverter:
    regex = "events|groups|kept"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
