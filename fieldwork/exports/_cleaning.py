"""Text of people, made fit for a file without changing what it says."""

import re
import unicodedata
from typing import Final

# Line ends of other systems, and the breaks that Word and the web put in pasted text.
_LINE_ENDS: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# What XML 1.0 (section 2.2) forbids and what no reader can show: controls and noncharacters.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
# Overrides that turn round the reading order of what stands beside them: a phone number, say.
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_PLANE_END: Final = (0xFFFE, 0xFFFF)


def clean(text: str) -> str:
    """Return ``text`` as files hold it: the same words, without what no file can hold.

    Line ends become "\\n"; control characters, noncharacters and bidirectional overrides go; half
    of a surrogate pair becomes U+FFFD. Everything else stays, invisible characters as well.
    """
    if text.isprintable():  # then there is nothing to clean, and most texts are
        return text
    text = _LINE_ENDS.sub("\n", text)
    text = _TURNING.sub("", _FORBIDDEN.sub("", text))
    text = _LONE_SURROGATE.sub("\ufffd", text)
    if text.isascii() or max(text) < "\U0001fffe":
        return text
    return "".join(char for char in text if ord(char) & 0xFFFF not in _PLANE_END)


def starts_like_formula(text: str) -> bool:
    """Whether a spreadsheet could take ``text`` for a formula once somebody edits or re-saves it.

    Invisible characters in front are looked through; full-width signs count as well.
    """
    for char in text:
        if char in "\t\n":
            return True
        if unicodedata.category(char) in {"Cf", "Zs", "Mn"}:
            continue
        return unicodedata.normalize("NFKC", char)[0] in "=+-@"
    return False


def shorten(text: str, most: int, remark: str) -> str:
    """Return ``text`` on one line of at most ``most`` characters; where cut, ``remark`` says so."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    kept = line[:most]
    at_word = kept.rfind(" ", most // 2)
    return f"{kept[:at_word] if at_word > 0 else kept}… {remark}"


def runs_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left, as in Arabic."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False
