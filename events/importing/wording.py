"""What kind of gathering the words of an event name."""

from events.models import Series
from places.spelling import words

# The first that is found counts; what names none is a gathering.
_KINDS = {
    "vigil": Series.Kind.VIGIL,
    "mahnwache": Series.Kind.VIGIL,
    "picket": Series.Kind.PICKET,
    "walkout": Series.Kind.WALKOUT,
    "march": Series.Kind.MARCH,
    "rally": Series.Kind.RALLY,
    "kundgebung": Series.Kind.RALLY,
    "protest": Series.Kind.DEMONSTRATION,
    "demonstration": Series.Kind.DEMONSTRATION,
    "demo": Series.Kind.DEMONSTRATION,
    "canvass": Series.Kind.CANVASS,
    "canvassing": Series.Kind.CANVASS,
    "phonebank": Series.Kind.PHONE_BANK,
    "phone bank": Series.Kind.PHONE_BANK,
    "teach in": Series.Kind.TEACH_IN,
    "hearing": Series.Kind.HEARING,
    "meeting": Series.Kind.MEETING,
    "meetup": Series.Kind.MEETING,
}


def kind_of(*texts: str) -> str:
    for text in texts:
        said = f" {' '.join(words(text[:500]))} "
        for word, kind in _KINDS.items():
            if f" {word} " in said:
                return kind.value
    return Series.Kind.OTHER.value
