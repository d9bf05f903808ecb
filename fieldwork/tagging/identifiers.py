"""Numbers, addresses and accounts that point to one person, found by their form.

Every pattern runs in linear time on any text: each repeats a bounded number of times and starts
at the edge of a word only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from fieldwork.domain.pseudonyms import PersonalData

# How far back a word such as "bsn" or "geb." still says what follows it is.
_NEAR: Final = 28
_YOUNGEST: Final = 2011
_OLDEST: Final = 1900
_MONTHS: Final = (
    r"(?:jan(?:uari)?|feb(?:r(?:uari)?)?|m(?:aa)?rt|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?"
    r"|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE: Final = re.compile(
    r"(?<![\w./-])(?:"
    r"(?P<d>[0-3]?\d) ?[-/.] ?(?P<m>[01]?\d) ?[-/.] ?(?P<y>(?:19|20)\d\d|['’]?\d\d)"
    r"|(?P<y2>(?:19|20)\d\d)[-/.](?:[01]?\d)[-/.](?:[0-3]?\d)"
    rf"|[0-3]?\d(?:e|ste|de)? ?{_MONTHS}(?: ?(?P<y3>(?:19|20)\d\d|['’]?\d\d(?![\d:.,]|\w)))?"
    rf"|[0-3]?\d-(?:{_MONTHS})-(?P<y4>(?:19|20)\d\d|\d\d)"
    r")(?![\w/-])",
    re.IGNORECASE,
)
_BIRTH: Final = re.compile(
    r"\b(?:geb(?:oren|oortedatum|oortedag|\.? ?dat(?:um)?|\.?dd)?|gebd|gbd|gb|g\.d|jarig|dob"
    r"|verjaardag|verjaart)\b|[*°]\s?$",
    re.IGNORECASE,
)
_EMAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_EMAIL_SPOKEN: Final = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} ?(?:\(at\)|\[at\]| at | apenstaartje ) ?[\w-]{1,63}"
    r"(?: ?(?:\.| punt ) ?[\w-]{1,63}){0,3} ?(?:\.| punt )(?:nl|com|net|org|be|de|eu)\b",
    re.IGNORECASE,
)
_IBAN: Final = re.compile(
    r"(?<!\w)[A-Z]{2} ?\d{2}(?:[ .-]?[A-Z]{4}(?:[ .-]?\d){10}|(?:[ .-]?[A-Z0-9]){11,28})(?!\w)",
    re.IGNORECASE,
)
_DUTCH_IBAN: Final = re.compile(r"NL\d{2}[A-Z]{4}\d{8,11}", re.IGNORECASE)
# Looked for from every edge, since a house number may stand before it.
_NINE: Final = re.compile(
    r"(?<![\w.,€-])(?=(\d{2,4}(?:[ .-]?\d{2,3}){2}(?:[ .-]?\d{2,3})?)(?![\w-]|[.,]\d))"
)
_BSN_CUE: Final = re.compile(
    r"\b(?:bsn|sofi|burger ?service ?n(?:umme)?r|burgerservicenummers?)\b", re.IGNORECASE
)
_PHONE: Final = re.compile(
    r"(?<![\w.,€])(?:\+|\(\+|\(?0)\(?\d{1,5}\)?(?: ?[-./ ]? ?\(?\d{1,8}\)?){1,6}(?![\w])"
)
_PHONE_TOLD: Final = re.compile(r"(?<![\w.,€])\d{2,4}(?: ?[-. ]? ?\d{1,8}){1,5}(?![\w])")
_PHONE_CUE: Final = re.compile(
    r"\b(?:tel(?:efoon(?:nummer|nr)?)?|mobiel(?:tje)?|nummer|nr|app(?:t|en)?|bel(?:t|len)?"
    r"|bereikbaar|06|whatsapp|wapp|gsm)\b[^\d]*$",
    re.IGNORECASE,
)
_POSTCODE: Final = re.compile(r"(?<![\w-])[1-9]\d{3} ?(?!SA|SD|SS)[A-Z]{2}(?![\w-])")
_POSTCODE_LOWER: Final = re.compile(
    r"(?<![\w-])[1-9]\d{3}(?: (?=[a-z]{2}(?:[).,;]|$))|)[a-z]{2}(?![\w-])", re.MULTILINE
)
_NO_POSTCODE: Final = frozenset(
    ("kg", "km", "cm", "mm", "ml", "in", "op", "en", "of", "om", "is", "er", "de", "te", "zo", "na")
)
_PLATE: Final = re.compile(r"(?<![\w-])[A-Za-z0-9]{1,3}-[A-Za-z0-9]{1,3}-[A-Za-z0-9]{1,3}(?![\w-])")
_PLATE_PLAIN: Final = re.compile(
    r"(?<![\w-])(?:[A-Za-z]{1,3} ?\d{1,3} ?[A-Za-z]{1,3}|\d{1,3} ?[A-Za-z]{2,3} ?\d{1,2}"
    r"|\d{2} ?\d{2} ?[A-Za-z]{2}|[A-Za-z]{2} ?\d{2} ?\d{2}|\d{2} ?[A-Za-z]{2} ?[A-Za-z]{2})"
    r"(?![\w-])"
)
_PLATE_CUE: Final = re.compile(r"\b(?:kenteken|nummerbord|nummerplaat|plaat|kent)\b", re.IGNORECASE)
_FOREIGN_PLATE: Final = re.compile(
    r"(?<!\w)[A-Z]{1,3}[ -]?[A-Z0-9]{1,5}(?:[ -][A-Z0-9]{1,5})?(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Find:
    """A stretch of a text, in code points, that is personal data of this kind."""

    kind: PersonalData
    start: int
    end: int


def find_identifiers(text: str) -> list[Find]:
    """Return numbers, dates of birth, plates and e-mail addresses in ``text``, in no order."""
    return [
        *_emails(text),
        *_ibans(text),
        *_bsns(text),
        *_phones(text),
        *_postcodes(text),
        *_plates(text),
        *_births(text),
    ]


def is_before(cue: "re.Pattern[str]", text: str, start: int, near: int = _NEAR) -> bool:
    """Return whether ``cue`` matches in the ``near`` characters before ``start``."""
    return cue.search(text[max(0, start - near) : start]) is not None


def _emails(text: str) -> Iterator[Find]:
    for pattern in (_EMAIL, _EMAIL_SPOKEN):
        for match in pattern.finditer(text):
            yield Find(PersonalData.EMAIL, match.start(), match.end())


def _ibans(text: str) -> Iterator[Find]:
    from stdnum import iban

    for match in _IBAN.finditer(text):
        compact = re.sub(r"[ .-]", "", match.group())
        if iban.is_valid(compact):
            yield Find(PersonalData.IBAN, match.start(), match.end())
        elif dutch := _DUTCH_IBAN.match(compact):
            # A slip of the pen makes an account number wrong, not less telling.
            yield Find(PersonalData.IBAN, match.start(), _end_of(text, match.start(), dutch.end()))


def _end_of(text: str, start: int, signs: int) -> int:
    """Return where the stretch of ``signs`` letters and digits from ``start`` ends."""
    at = start
    while signs:
        signs -= text[at].isalnum()
        at += 1
    return at


def _bsns(text: str) -> Iterator[Find]:
    from stdnum.nl import bsn

    for match in _NINE.finditer(text):
        digits = re.sub(r"\D", "", match[1])
        told = is_before(_BSN_CUE, text, match.start())
        if (len(digits) == 9 and (told or bsn.is_valid(digits))) or (
            told and 8 <= len(digits) <= 10
        ):
            yield Find(PersonalData.BSN, match.start(1), match.end(1))


def _phones(text: str) -> Iterator[Find]:
    for match in _PHONE.finditer(text):
        written = match.group()
        if _is_phone(written, told=False):
            start, end = match.span()
            if written[0] == "(" and written.endswith(")") and written.count("(") == 1:
                # The brackets stand around the number and are no part of it: (0493-000000).
                whole = written.find(")") == len(written) - 1
                start, end = (start + 1, end - 1) if whole else (start, end)
            yield Find(PersonalData.TELEFOON, start, end)

    for match in _PHONE_TOLD.finditer(text):
        if is_before(_PHONE_CUE, text, match.start()) and _is_phone(match.group(), told=True):
            yield Find(PersonalData.TELEFOON, match.start(), match.end())


def _is_phone(written: str, *, told: bool) -> bool:
    digits = re.sub(r"\D", "", written)
    if written.lstrip("(").startswith("+") or digits.startswith("00"):
        return 9 <= len(digits) <= 15
    if digits.startswith(("0800", "0900")):
        return False
    if digits.startswith("31") and len(digits) == 11:
        return True
    if digits.startswith("06") and 8 <= len(digits) <= 11:
        return not re.fullmatch(r"0?6[-/.]\d\d?[-/.]\d{2,4}", written)
    if digits.startswith("0"):
        return len(digits) == 10
    if re.match(r"(?:19|20)\d\d-", written):
        return False
    return told and (len(digits) in (8, 9) or (len(digits) in (6, 7) and "-" not in written))


def _postcodes(text: str) -> Iterator[Find]:
    for match in _POSTCODE.finditer(text):
        yield Find(PersonalData.POSTCODE, match.start(), match.end())
    for match in _POSTCODE_LOWER.finditer(text):
        if match.group()[-2:] not in _NO_POSTCODE:
            yield Find(PersonalData.POSTCODE, match.start(), match.end())


def _plates(text: str) -> Iterator[Find]:
    for match in _PLATE.finditer(text):
        if _is_plate(match.group().split("-")):
            yield Find(PersonalData.KENTEKEN, match.start(), match.end())
    for match in _PLATE_PLAIN.finditer(text):
        told = is_before(_PLATE_CUE, text, match.start())
        bare = match.group().replace(" ", "")
        if len(bare) == 6 and (told or (bare == match.group() and bare.isupper())):
            yield Find(PersonalData.KENTEKEN, match.start(), match.end())
    for cue in _PLATE_CUE.finditer(text):
        match_ = _FOREIGN_PLATE.search(text, cue.end(), cue.end() + _NEAR)
        if match_ and any(sign.isdigit() for sign in match_.group()):
            yield Find(PersonalData.KENTEKEN, match_.start(), match_.end())


def _is_plate(groups: list[str]) -> bool:
    """Whether these are the groups of a Dutch plate: six signs, no group of letters and digits."""
    letters = [group for group in groups if group.isalpha()]
    digits = [group for group in groups if group.isdigit()]
    alike = all(group.isupper() for group in letters) or all(group.islower() for group in letters)
    whole = len(letters) + len(digits) == 3 and sum(map(len, groups)) == 6
    return whole and bool(letters) and bool(digits) and alike


def _births(text: str) -> Iterator[Find]:
    for match in _DATE.finditer(text):
        written = next((match[name] for name in ("y", "y2", "y3", "y4") if match[name]), "")
        told = is_before(_BIRTH, text, match.start(), 24)
        is_year = len(written) == 4 and _OLDEST <= int(written) < _YOUNGEST
        if told or is_year:
            yield Find(PersonalData.GEBOORTEDATUM, match.start(), match.end())
