"""What a board is for: "events", "demands" or "groups"; "kept" by a former host, "led" by a former lead."""


class TargetConverter:
    regex = "events|demands|groups|kept|led"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
