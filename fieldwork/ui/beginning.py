"""The start screen that begins a study of one's own, and shows its recovery key once."""

from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fieldwork.actions.shelf import NewStudy
from fieldwork.domain.dates import today
from fieldwork.domain.refusals import Refusal
from fieldwork.ui import paper
from fieldwork.ui.doors import Doors, guarded, is_this_computer
from fieldwork.ui.forms import Form, read_form

# Boundaries of one gemeente are 1 to 5 MB as GeoJSON; CBS's map of the whole country far more.
LARGEST_AREA = 250 * 1024 * 1024
_REQUIRED = {
    "naam": "Hoe heet het onderzoek?",
    "gemeente": "Voor welke gemeente is het?",
    "start": "Op welke dag begint u?",
    "persoon": "Hoe heet u?",
    "login": "Met welke naam wilt u inloggen?",
    "wachtwoord": "Kies een wachtwoord.",
    "wachtzin": "Kies een wachtzin.",
    "nogmaals": "Typ de wachtzin nog een keer.",
}
# As they stand on the page.
_FIELDS = ("naam", "gemeente", "start", "gebied", *list(_REQUIRED)[3:])
_KEPT = ("naam", "gemeente", "start", "persoon", "login")
# Where a refusal of the shelf says it went wrong, and the field that it then stands at.
_FIELD_OF = {"wachtwoord": "wachtwoord", "wachtzin": "wachtzin", "datum": "start"}
Problems = dict[str, str]


@dataclass
class Beginning:
    """The form for a new study. Only on the computer that the study will live on."""

    doors: Doors

    def routes(self) -> list[Route]:
        """Return the addresses that this answers."""
        return [
            Route("/nieuw", guarded(self.form), methods=["GET"]),
            Route("/nieuw", guarded(self.begin), methods=["POST"]),
        ]

    async def form(self, request: Request) -> Response:
        """Show the empty form."""
        if not is_this_computer(request):
            return _elsewhere()
        return _form({"start": today().isoformat()})

    async def begin(self, request: Request) -> Response:
        """Make the study, sign its first person in, and show the recovery key."""
        if not is_this_computer(request):
            return _elsewhere()
        form = await read_form(request, LARGEST_AREA)
        typed = {
            name: form.text(name) for name in ("naam", "gemeente", "start", "persoon", "login")
        }
        problems = find_problems(form)
        if problems:
            return _form(typed, problems, status=400)
        plan = _plan(form)
        try:
            key = await self.doors.checked(self.doors.shelf.begin, plan)
        except Refusal as refused:
            return _form(typed, *_place(refused), status=400)
        slug = self.doors.shelf.find(plan.name)
        sign_in = self.doors.shelf.sign_in
        token = await self.doors.checked(sign_in, slug, plan.login, plan.password)
        answer = paper.page("recovery_key.html", name=plan.name, key=key, made_on=today())
        return self.doors.let_in(request, token, answer)


def find_problems(form: Form) -> Problems:
    """Return what is missing or does not agree in ``form``: field name -> sentence."""
    problems = {
        name: question for name, question in _REQUIRED.items() if not form.secret(name).strip()
    }
    if not form.upload.content:
        problems["gebied"] = "Kies het bestand met de grenzen van de buurten."
    if "start" not in problems and _day(form.text("start")) is None:
        problems["start"] = "Schrijf de dag als jaar-maand-dag, bijvoorbeeld 2026-03-02."
    if form.secret("wachtzin") != form.secret("nogmaals"):
        problems.setdefault("nogmaals", "Dit is niet dezelfde wachtzin. Typ hem nog een keer.")
    if form.secret("wachtzin") and form.secret("wachtzin") == form.secret("wachtwoord"):
        problems.setdefault("wachtzin", "Neem iets anders dan uw wachtwoord.")
    return problems


def _plan(form: Form) -> NewStudy:
    starts_on = _day(form.text("start"))
    if starts_on is None:
        raise ValueError("the form was not checked before")
    return NewStudy(
        name=form.text("naam"),
        gemeente=form.text("gemeente"),
        starts_on=starts_on,
        area_name=form.upload.name,
        area=form.upload.content,
        login=form.text("login"),
        person=form.text("persoon"),
        password=form.secret("wachtwoord"),
        passphrase=form.secret("wachtzin"),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _place(refused: Refusal) -> tuple[Problems, Refusal | None]:
    """Return ``refused`` at its field, or over the whole form."""
    where = refused.where.lower()
    name = "gebied" if where.startswith("bestand") else _FIELD_OF.get(where)
    if name is None:
        return {}, refused
    return {name: f"{refused.what} {refused.what_now}"}, None


def _form(
    typed: dict[str, str],
    problems: Problems | None = None,
    refused: Refusal | None = None,
    status: int = 200,
) -> Response:
    found = problems or {}
    first = next((name for name in _FIELDS if name in found), "" if refused else "naam")
    return paper.page(
        "new_study.html", status, typed=typed, problems=found, refused=refused, first=first
    )


def _elsewhere() -> Response:
    return paper.message(
        "Alleen op de computer zelf",
        "Een onderzoek begint u op de computer waar Wijkduik op draait. Daar komen de gegevens "
        "te staan, en daar verschijnt één keer de herstelsleutel.",
        "Ga naar die computer, open Wijkduik daar en kies 'Zelf een onderzoek beginnen'.",
        status=403,
    )
