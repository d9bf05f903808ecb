"""The start screens: look around in the example, sign in, sign out."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from fieldwork.actions.shelf import Shelf, StudyOnShelf, Visit
from fieldwork.domain.refusals import NotFound, Refusal, WrongSecret
from fieldwork.ui import cookies, paper
from fieldwork.ui.forms import FormTooLarge, read_form
from fieldwork.ui.gate import EXPIRED, OpenTabs
from fieldwork.ui.preparation import Preparation
from fieldwork.ui.refusals import log_trouble
from fieldwork.ui.throttle import Throttle

Endpoint = Callable[[Request], Awaitable[Response]]
Result = TypeVar("Result")
# One check of a secret takes 64 MiB and 0.2 s, on purpose; more than two at once would let a
# stranger take the computer's memory.
_AT_ONCE = 2
_MOST_WAITING = 20
GUESTS = {
    "sara": ("Sara", "veldwerker", "Gesprekken vastleggen, nalezen en hulp regelen."),
    "joke": ("Joke", "coördinator", "Alles wat Sara mag, en overdragen aan de gemeente."),
    "willem": ("Willem", "lezer", "Leest bij de gemeente de overdrachten die hij kreeg."),
}


class TooBusy(Refusal):
    """More people are signing in than the computer can check at once, or too many missed."""

    def __init__(self, minutes: int = 0) -> None:
        after = f"Wacht {minutes} minuten" if minutes > 1 else "Wacht een minuut"
        super().__init__(
            "Inloggen", "Er is te vaak achter elkaar geprobeerd.", f"{after} en probeer het weer."
        )


@dataclass
class Doors:
    """The start screens, over one shelf of studies."""

    shelf: Shelf
    tabs: OpenTabs
    preparation: Preparation
    throttle: Throttle
    _limiter: CapacityLimiter | None = None

    def routes(self) -> list[Route]:
        """Return the addresses that this answers."""
        table: list[tuple[str, Endpoint, list[str]]] = [
            ("/start", self.start, ["GET"]),
            ("/voorbeeld", self.example, ["GET"]),
            ("/voorbeeld", self.enter_example, ["POST"]),
            ("/inloggen/{slug}", self.sign_in_form, ["GET"]),
            ("/inloggen/{slug}", self.sign_in, ["POST"]),
            ("/uitloggen", self.sign_out_form, ["GET"]),
            ("/uitloggen", self.sign_out, ["POST"]),
        ]
        return [Route(path, guarded(end), methods=methods) for path, end, methods in table]

    async def checked(self, check: Callable[..., Result], *given: object) -> Result:
        """Run a check of a secret in a thread, a few at a time; raise :class:`TooBusy`."""
        self._limiter = self._limiter or CapacityLimiter(_AT_ONCE)
        if self._limiter.statistics().tasks_waiting >= _MOST_WAITING:
            raise TooBusy
        return await to_thread.run_sync(check, *given, limiter=self._limiter)

    def study(self, slug: str) -> StudyOnShelf:
        """Return the study with this slug; raise :class:`NotFound`."""
        for study in self.shelf.studies():
            if study.slug == slug:
                return study
        raise NotFound("Dit onderzoek")

    async def start(self, request: Request) -> Response:
        """Show the two doors and the studies on this computer."""
        studies = [study for study in self.shelf.studies() if not study.invented]
        expired = request.query_params.get("reden") == EXPIRED
        return paper.page(
            "start.html",
            studies=studies,
            guests=GUESTS,
            expired=expired,
            visit=visit_of(request),
            here=is_this_computer(request),
        )

    async def example(self, request: Request) -> Response:
        """Show how far the example study is, or offer to go in."""
        login = request.query_params.get("als", "sara")
        guest = login if login in GUESTS else "sara"
        return paper.page(
            "waiting.html",
            login=guest,
            name=GUESTS[guest][0],
            ready=self.preparation.example_stands(),
            progress=self.preparation.progress(),
        )

    async def enter_example(self, request: Request) -> Response:
        """Sign a guest in to the example study, or show how long it still takes."""
        form = await read_form(request)
        login = form.text("als")
        if login not in GUESTS:
            raise NotFound("Deze gast")
        if not self.preparation.example_stands():
            self.preparation.begin()
            return RedirectResponse(f"/voorbeeld?als={login}", 303)
        token = await to_thread.run_sync(self.shelf.enter_demo, login)
        return self.let_in(request, token)

    def let_in(self, request: Request, token: str, answer: Response | None = None) -> Response:
        """Return ``answer`` (else the way to the first screen) with the session's cookie.

        A session that this browser still held ends here: one browser, one person.
        """
        self._end_session(request)
        answer = answer or RedirectResponse("/", 303)
        visit = self.shelf.who(token)
        if visit is None:
            raise RuntimeError("a fresh token does not sign in")
        cookies.keep(answer, request.scope, token, visit.slug)
        return answer

    async def sign_in_form(self, request: Request) -> Response:
        """Show the sign-in form of one study."""
        study = self.study(request.path_params["slug"])
        expired = request.query_params.get("reden") == EXPIRED
        if study.invented:
            # Guests have no password; they come in by the front page.
            return RedirectResponse(f"/start?reden={EXPIRED}" if expired else "/start", 303)
        return sign_in_page(study, expired=expired)

    async def sign_in(self, request: Request) -> Response:
        """Open the study where it is locked, and sign in."""
        study = self.study(request.path_params["slug"])
        form = await read_form(request)
        login = form.text("login")
        try:
            if not study.is_open:
                await self._try(study.slug, self.shelf.unlock, study.slug, form.secret("sleutel"))
            name = f"{study.slug}/{login}"
            token = await self._try(
                name, self.shelf.sign_in, study.slug, login, form.secret("wachtwoord")
            )
        except WrongSecret:
            # Asked anew: the passphrase may have been right, and the study open since.
            return sign_in_page(self.study(study.slug), login, wrong=True, status=401)
        except Refusal as refused:
            status = 429 if isinstance(refused, TooBusy) else 400
            return sign_in_page(self.study(study.slug), login, refused, status=status)
        return self.let_in(request, token)

    async def _try(self, name: str, check: Callable[..., Result], *given: object) -> Result:
        """Run a check of a secret and count its misses under ``name``."""
        seconds = self.throttle.wait(name)
        if seconds > 0:
            raise TooBusy(int(seconds // 60) + 1)
        try:
            found = await self.checked(check, *given)
        except WrongSecret:
            self.throttle.missed(name)
            raise
        self.throttle.cleared(name)
        return found

    async def sign_out_form(self, request: Request) -> Response:
        """Ask whether to sign out; a link alone signs nobody out."""
        return paper.page("sign_out.html", visit=visit_of(request))

    async def sign_out(self, request: Request) -> Response:
        """End the session, close its tabs, and let the browser forget what it kept."""
        self._end_session(request)
        answer = RedirectResponse("/start", 303)
        cookies.forget(answer, request.scope)
        answer.headers["Clear-Site-Data"] = '"storage"'
        return answer

    def _end_session(self, request: Request) -> None:
        visit = visit_of(request)
        if visit is not None:
            self.shelf.sign_out(cookies.token_of(request.scope))
            self.tabs.close(visit.session)


def sign_in_page(
    study: StudyOnShelf,
    login: str = "",
    refused: Refusal | None = None,
    *,
    wrong: bool = False,
    expired: bool = False,
    status: int = 200,
) -> Response:
    """Return the sign-in form, with what was typed and why it did not work."""
    return paper.page(
        "sign_in.html",
        status,
        study=study,
        login=login,
        refused=refused,
        wrong=wrong,
        expired=expired,
    )


def visit_of(request: Request) -> Visit | None:
    """Return who is signed in, as the gate found it."""
    visit = request.scope.get("visit")
    return visit if isinstance(visit, Visit) else None


def is_this_computer(request: Request) -> bool:
    """Return whether the browser runs on the computer that the server runs on.

    A proxy on this computer would look the same, so whatever was passed on is not; nor is a name
    that somebody else's address book may have led here.
    """
    forwarded = any(
        name.startswith("x-forwarded") or name in ("forwarded", "via", "x-real-ip")
        for name in request.headers
    )
    client = request.client.host if request.client else ""
    local = client in ("127.0.0.1", "::1") and request.url.hostname in _OWN_NAMES
    return local and not forwarded


_OWN_NAMES = ("127.0.0.1", "localhost", "::1")


def guarded(endpoint: Endpoint) -> Endpoint:
    """Return ``endpoint`` with a calm page for what goes wrong in it."""

    @wraps(endpoint)
    async def answering(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Refusal as refused:
            return paper.refusal(refused, 404 if isinstance(refused, NotFound) else 400)
        except FormTooLarge:
            return paper.message(
                "Dit is te veel", "Het bestand of de tekst is te groot.", status=413
            )
        except Exception as trouble:  # noqa: BLE001  logged, with an id that the user sees
            number = log_trouble(trouble)
            return paper.message(
                "Er ging iets mis",
                "Dit ligt niet aan u. Wat al bewaard was, is bewaard.",
                f"Probeer het opnieuw. Lukt het niet, geef dan dit nummer door: {number}.",
                status=500,
            )

    return answering
