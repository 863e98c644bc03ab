"""Texts of a calendar as people read them: escapes undone once (or twice), markup left out."""

import html
import re
import unicodedata

_ESCAPE = re.compile(r"\\([\\;,nN:\"])")
_ESCAPED_TWICE = re.compile(r"\\\\[nN,;]")
_MARKUP = re.compile(
    r"<(?:br|p|div|a|b|i|u|li|ul|ol|span|strong|em|html|h[1-6])\b[^<>]{0,2000}>|</[a-z0-9]{1,10}>", re.I
)
_BREAK = re.compile(r"<br\b[^<>]{0,200}>|</p>|</div>|</li>|</h[1-6]>", re.I)
_LINK = re.compile(r'<a\b[^<>]{0,500}?href="(https?://[^"<>]{1,1000})"[^<>]{0,500}>([^<>]{0,1000})</a>', re.I)


def is_escaped_twice(value: str) -> bool:
    return bool(_ESCAPED_TWICE.search(value))


def unescaped(value: str) -> str:
    """The text of a value; what was escaped twice on its way is read as it was meant."""
    text = _once(value)
    return _once(text) if is_escaped_twice(value) else text


def one_line(value: str) -> str:
    return " ".join(_shown(_without_markup(unescaped(value))).split())


def paragraphs(value: str) -> str:
    """Lines are kept, at most one of them empty between two others."""
    lines = [" ".join(line.split()) for line in _shown(_without_markup(unescaped(value))).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _once(text: str) -> str:
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], text)


def _without_markup(text: str) -> str:
    if not _MARKUP.search(text):
        return html.unescape(text) if "&" in text else text
    text = _LINK.sub(lambda match: match[1] if match[1] in match[2] else f"{match[2]} {match[1]}", text)
    return html.unescape(_MARKUP.sub("", _BREAK.sub("\n", text)))


def _shown(text: str) -> str:
    """Without what no screen shows."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs", "Co"))
