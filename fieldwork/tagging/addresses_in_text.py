"""Streets with a house number, and names under which somebody is found online."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from fieldwork.domain.pseudonyms import PersonalData
from fieldwork.tagging.identifiers import Find

# What Dutch street names end in: for certain, and only when written with a capital.
_SURE: Final = (
    "straat|straatje|str|laan|laantje|weg|weggetje|hof|hofje|plein|pleintje|pad|kade|singel|gracht|dreef|steeg|dijk"
    "|plantsoen|werf|flat"
)
_OFTEN: Final = (
    "park|erf|ring|baan|wal|akker|veld|oord|markt|gaarde|gaard|zoom|rode|hoek|poort|brink|haven"
    "|bos|burg|stein|waard|kamp|hage|horst|weide|wei|meent|tuin|tuinen|flats|toren|borg|donk"
    "|driehoek|boulevard|passage|promenade|schans|vaart|sloot|beek|meer|es|stede|gang|bloem|kruid"
    "|roos|vink|mees|boom|heide"
)
STREET_ENDINGS: Final = f"{_SURE}|{_OFTEN}"
_LETTER: Final = r"(?:[^\W\d_]|['’.-])"
_NUMBER: Final = (
    r"(?!(?:19|20)\d\d(?!\d))\d{1,4}(?:[a-zA-Z](?!\w)|[-/](?:[IVX]{1,4}|\d{1,4}|[a-zA-Z]{1,2}|bis|hs|huis|rood)(?!\w)"
    r"| (?:bis|hs|huis|I{1,3}|[A-Z](?![\w.'’]))(?!\w))?(?![\w]|[.,]\d)"
    r"(?: (?:t/m|tm|en|/|-) \d{1,4}[a-zA-Z]?(?!\w|[.,]\d| (?:jaar|jr|keer|x|kinderen|uur|euro)))?"
)
_STREET: Final = re.compile(
    rf"(?<![\w-])(?:{_LETTER}{{2,25}}(?:{_SURE})|[A-Z]{_LETTER}{{1,25}}(?:{_OFTEN})|[Ss]tr\."
    rf"|[Ll]aan van [A-Z]\w{{2,20}})"
    rf"(?: nr\.?| nummer| huisnr\.?)? {_NUMBER}",
)
_BARE: Final = re.compile(rf"(?<![\w-])[A-Z][a-zà-ÿ]{{3,24}} {_NUMBER}")
_NO_NUMBER: Final = re.compile(
    r"\s?(?:jaar|jr|j\b|uur|u\b|euro|€|%|procent|kinder|kids|man\b|mensen|maand|mnd|we[ek]+|dagen|keer"
    r"|x\b|km|meter|m2|m²|minuten|min\b|appartement|woning|huis|etage|verdieping|gezin|plek|gulden"
    r"|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|bewoner|mei\b|okt|nov|dec|jan\b|feb|mrt|apr|aug|sept|stuks|punten|cm|kilo|kg|:\d\d|°)",
    re.IGNORECASE,
)
_HOME_BEFORE: Final = re.compile(
    r"(?:adres(?: is)?:?|won[et]n?[td]?(?: nu)?(?: op| aan)?|[Hh]uurt|[Hh]uisbezoek|verhuisd naar"
    r"|\bvan|\bop(?: de)?|\baan(?: de)?|\bbij|[,(:;/])\s?$"
)
_ZIP_BEHIND: Final = re.compile(r"[,;]? ?\(?[1-9]\d{3} ?[A-Z]{2}\b")
_NO_STREET: Final = re.compile(
    r"^(?:groep|klas|kamer|zaal|blok|lijn|bus|tram|fase|stap|punt|nummer|lokaal|deel|route|hal|poort"
    r"|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|week"
    r"|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|rond|circa|dan|toen|totaal|min"
    r"|minstens|sinds|vanaf|voor|tegen|ruim|bijna|nog|over|rest|stand|tussen|eind|begin|huisnummer"
    r"|ongeveer|slechts|meer|minder|alle|deze|haar|zijn|mijn|onze|leeftijd|versie|artikel|eerst"
    r"|afdeling|verdieping|portiek|ingang|gang|unit|box|berging|team|ronde|plan|top|boven|onder"
    r"|binnen|laatste|eerste|daar|hier|want|maar|hij|zij|wij|heeft|heb|had|was|waren|met|zonder)$",
    re.IGNORECASE,
)
_ODD: Final = (
    r"(?:[A-Za-z0-9][\w.]{0,28}_[\w.]{0,28}|[A-Za-z][A-Za-z.]{2,24}\d{1,6}[\w.]{0,12}"
    r"|[A-Za-z][a-z0-9]{1,20}(?:\.[a-z0-9]{1,20}){1,3}|\w{0,12}[a-z]\d[a-z]\w{0,12})"
)
_HANDLE: Final = re.compile(r"(?<![\w.@+-])@[A-Za-z0-9_][\w.]{1,30}")
_UNDERSCORED: Final = re.compile(
    r"(?<![\w.@/-])(?=[\w.]{0,28}[A-Za-z])[A-Za-z0-9][\w.]{0,28}_[\w.]{0,28}(?![@])"
)
_DIGITS_BEHIND: Final = re.compile(r"(?<![\w.@/-])[A-Za-z][A-Za-z.]{2,24}\d{2,6}(?![\w@-])")
_ONLINE: Final = re.compile(
    r"\b(?:snap(?:chat|je)?|insta(?:gram)?|tik ?tok|discord|telegram|facebook|fb|twitter|twitch"
    r"|gamer ?tag|psn|xbox|roblox|fortnite|steam|account(?:naam)?|gebruikersnaam|user ?name"
    r"|inlognaam|login|tag|nick(?:name)?|profiel|marktplaats|vinted|tinder|grindr|marktplaatsnaam"
    r"|speelt (?:daar |online )?als|onder de naam|gamet als|online als|skype)\b",
    re.IGNORECASE,
)
_ODD_WORD: Final = re.compile(rf"(?<![\w.@-])@?{_ODD}(?![\w@])")
_NAMED_WORD: Final = re.compile(
    r"\s?(?:[:=]|,| is| heet| naam:?)\s?['\"‘“]?(@?[\w.]{3,30})", re.IGNORECASE
)
_REACH: Final = 45


def find_addresses(
    text: str, streets: Iterable[str] = (), is_given: Callable[[str], bool] = lambda word: False
) -> Iterator[Find]:
    """Yield every street with a house number in ``text``; ``streets`` are known for certain.

    ``is_given`` tells a given name, behind which a number is an age: "Ravi 34".
    """
    for match in _STREET.finditer(text):
        if not _NO_NUMBER.match(text, match.end()):
            yield Find(PersonalData.ADRES, _leading(text, match.start()), match.end())
    for match in _BARE.finditer(text):
        word = match.group().split()[0]
        likely = _ZIP_BEHIND.match(text, match.end()) or (
            _HOME_BEFORE.search(text[max(0, match.start() - 24) : match.start()])
            and not is_given(word)
        )
        if likely and not _NO_STREET.match(word) and not _NO_NUMBER.match(text, match.end()):
            yield Find(PersonalData.ADRES, match.start(), match.end())
    for street in streets:
        for match in re.finditer(
            rf"(?<!\w){re.escape(street)},? (?:nr\.? |nummer )?{_NUMBER}", text, re.IGNORECASE
        ):
            yield Find(PersonalData.ADRES, match.start(), match.end())


_LEADING: Final = re.compile(
    r"(?:(?:Burgemeester|Burg\.|Prins|Prinses|Koningin|Koning|Dr\.|Prof\.|Ds\.|Mr\.|Pastoor|Pater"
    r"|Van|van|De|de|der|den|Den|het|Het|ter|ten|'t|Nieuwe|Oude|Lange|Korte|Kleine|Grote|Oude"
    r"|Eerste|Tweede|Derde|1e|2e|3e|Jan|Sint|St\.|Laan) )+$"
)
_ARTICLE: Final = re.compile(r"^(?:(?:van|de|der|den|het|ter|ten|De|Het|Van) )+")


def _leading(text: str, start: int) -> int:
    """Return where a street of several words begins: "Burgemeester de Vlugtlaan"."""
    before = _LEADING.search(text[max(0, start - 40) : start])
    if not before:
        return start
    words = _ARTICLE.sub("", before.group())
    return start - len(words)


def find_usernames(text: str) -> Iterator[Find]:
    """Yield names of accounts: after "snap", "insta" and the like, or odd by their shape."""
    for pattern in (_HANDLE, _UNDERSCORED, _DIGITS_BEHIND):
        for match in pattern.finditer(text):
            yield _account(text, match.start(), match.end())
    for cue in _ONLINE.finditer(text):
        named = _NAMED_WORD.match(text, cue.end())
        if named and _is_odd(named[1]):
            yield _account(text, *named.span(1))
        odd = _ODD_WORD.search(text, cue.end(), cue.end() + _REACH)
        if odd:
            yield _account(text, odd.start(), odd.end())


def _is_odd(word: str) -> bool:
    return not word.isalpha() and any(sign.isalpha() for sign in word)


def _account(text: str, start: int, end: int) -> Find:
    while text[end - 1] == "." and end - 1 > start:
        end -= 1
    return Find(PersonalData.GEBRUIKERSNAAM, start, end)
