"""What a board is for, in an address: "events" or "groups"."""


class TargetConverter:
    regex = "events|groups"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
