"""The languages a group can say that it works in: ISO 639 codes, each in its own words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LANGUAGES = {
    "en": "English",
    "es": "Español",
    "am": "አማርኛ",
    "ar": "العربية",
    "ase": "American Sign Language",
    "bn": "বাংলা",
    "de": "Deutsch",
    "fa": "فارسی",
    "fr": "Français",
    "gu": "ગુજરાતી",
    "hi": "हिन्दी",
    "hmn": "Hmoob",
    "ht": "Kreyòl ayisyen",
    "hy": "Հայերեն",
    "it": "Italiano",
    "ja": "日本語",
    "km": "ខ្មែរ",
    "ko": "한국어",
    "ku": "Kurdî",
    "my": "မြန်မာ",
    "ne": "नेपाली",
    "nv": "Diné bizaad",
    "pa": "ਪੰਜਾਬੀ",
    "pl": "Polski",
    "ps": "پښتو",
    "pt": "Português",
    "ru": "Русский",
    "rw": "Ikinyarwanda",
    "so": "Soomaali",
    "sw": "Kiswahili",
    "ta": "தமிழ்",
    "te": "తెలుగు",
    "th": "ไทย",
    "ti": "ትግርኛ",
    "tl": "Tagalog",
    "uk": "Українська",
    "ur": "اردو",
    "vi": "Tiếng Việt",
    "yi": "ייִדיש",
    "zh": "中文",
}
COMMON = ("en", "es", "zh", "vi", "tl", "ar", "fr", "ht")


def named(codes: list[str]) -> list[tuple[str, str]]:
    """Codes with the names of their languages, in the order of the table; a code that it does not know is left out."""
    return [(code, name) for code, name in LANGUAGES.items() if code in codes]


def validate_languages(codes) -> None:
    if not isinstance(codes, list) or not set(codes) <= LANGUAGES.keys():
        raise ValidationError(_("Choose languages from the list."), code="unknown_language")
