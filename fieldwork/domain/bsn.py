"""A citizen service number (BSN) is noticed wherever words go in or out, and refused.

Only the law may name who uses one (Uitvoeringswet AVG, article 46); a field worker's team is not
among them. The gemeente finds the number itself.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from fieldwork.domain.refusals import BsnNoticed

LENGTH: Final = 9
_EIGHT_DIGITS: Final = re.compile(r"\d(?:\D*\d){7}")
# How a number is parted when somebody copies it: one sign, the same throughout.
_PARTS: Final = re.compile(r"\d+(?:[ .\-/]\d+)*")
_SPACES: Final = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f\t", " "))
_DASHES: Final = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))
# With its name before it, a number that lost its leading zero is one as well.
_NAMED: Final = re.compile(
    r"(?:bsn|burgerservice\w*|sofi\w*)\W{0,4}(?:\w+\W{1,3}){0,2}?((?:\d[ .\-]?){7,8}\d?)(?!\d)",
    re.I,
)


def holds_bsn(text: str) -> bool:
    """Return whether ``text`` holds nine digits that pass the eleven-test of a BSN.

    The test: 9a + 8b + 7c + 6d + 5e + 4f + 3g + 2h - i is a multiple of eleven
    (Logisch Ontwerp BSN). Digits may be parted in groups of two or more; those of any script
    count, and signs that take no room do not. A telephone number of ten digits is none.
    """
    if text.isascii() and not _EIGHT_DIGITS.search(text):
        return False  # most texts, and this is asked of each that is read
    plain = _plain(text)
    if any(passes_eleven_test(one) for one in _candidates(plain)):
        return True
    for found in _NAMED.finditer(plain):
        digits = re.sub(r"\D", "", found[1])
        if len(digits) == LENGTH - 1 and passes_eleven_test(f"0{digits}"):
            return True
    return False


def refuse_bsn(where: str, *texts: str) -> None:
    """Raise :class:`BsnNoticed` when one of ``texts`` holds a citizen service number."""
    if any(holds_bsn(text) for text in texts):
        raise BsnNoticed(where)


def passes_eleven_test(digits: str) -> bool:
    """Return whether nine digits pass the eleven-test."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
    return total % 11 == 0 and int(digits) > 0


def _plain(text: str) -> str:
    """Return ``text`` with plain digits, spaces and dashes, and nothing invisible."""
    if text.isascii():
        return text.translate(_SPACES)
    seen = (char for char in text if unicodedata.category(char) != "Cf")
    plain = "".join(str(unicodedata.digit(char)) if char.isdecimal() else char for char in seen)
    return plain.translate(_SPACES).translate(_DASHES)


def _candidates(text: str) -> Iterator[str]:
    """Yield each nine digits that stand by themselves, together or in groups beside each other."""
    for run in _PARTS.finditer(text):
        groups = re.split(r"[ .\-/]", run[0])
        signs = re.findall(r"[ .\-/]", run[0])
        if sum(map(len, groups)) == len("0612345678") and groups[0].startswith("0"):
            continue
        yield from _joined(groups, signs)


def _joined(groups: list[str], signs: list[str]) -> Iterator[str]:
    for first in range(len(groups)):
        digits, last = groups[first], first
        while len(digits) < LENGTH and last < len(signs):
            if signs[last] != signs[first] or min(len(groups[last]), len(groups[last + 1])) < 2:
                break
            last += 1
            digits += groups[last]
        if len(digits) == LENGTH and not (last > first and max(map(len, groups[first:last])) > 6):
            yield digits
