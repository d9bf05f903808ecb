"""The command line: ``python -m fieldwork COMMAND``. Imports what a command needs, when it runs."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fieldwork import __version__
from fieldwork.commands.files import add_import_options, import_table, is_table, write_form
from fieldwork.commands.form import Command, DutchHelp, add_command
from fieldwork.commands.text import add_text_commands
from fieldwork.domain.refusals import Incomplete, Refusal, UnreadableFile

if TYPE_CHECKING:
    from fieldwork.actions.desk import Desk
    from fieldwork.actions.shelf import Shelf
    from fieldwork.commands.form import Commands

REFUSED: Final = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0, or 2 when it was refused."""
    for stream in (sys.stdout, sys.stderr):
        # A pipe on Windows would otherwise not take every Dutch name.
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    chosen = _parser().parse_args(arguments)
    run: Command = chosen.run
    try:
        return run(chosen)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        # Whoever read along (head, less) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m fieldwork",
        description="Wijkduik op de opdrachtregel. Het scherm start u met: streamlit run app.py",
        epilog="De wachtzin komt uit WIJKDUIK_PASSPHRASE, of wordt gevraagd.",
        formatter_class=DutchHelp,
        add_help=False,
    )
    parser.add_argument("-h", "--help", action="help", help="toon deze uitleg")
    parser.add_argument(
        "--version", action="version", version=f"Wijkduik {__version__}", help="toon de versie"
    )
    commands = parser.add_subparsers(title="Opdrachten", metavar="OPDRACHT", required=True)
    _add_study_commands(commands)
    add_text_commands(commands)
    return parser


def _add_study_commands(commands: "Commands") -> None:
    demo = add_command(commands, "demo", _demo, "bouw het voorbeeldonderzoek")
    demo.add_argument("--opnieuw", action="store_true", help="gooi het weg en bouw het opnieuw")
    add_command(commands, "studies", _studies, "toon de onderzoeken op deze computer")
    take = add_command(
        commands, "import", _import, "lees gesprekken in: een tabel, transcript of ronde, of JSONL"
    )
    take.add_argument("file", type=Path, metavar="BESTAND")
    add_import_options(take)
    rounds = add_command(commands, "rounds", _rounds, "maak het formulier voor ODK of KoboToolbox")
    rounds.add_argument("what", choices=["form"], metavar="form", help="het formulier als XLSX")
    rounds.add_argument(
        "--out", type=Path, default=Path("wijkduik-gesprek.xlsx"), metavar="BESTAND.xlsx",
        help="waar het komt",
    )  # fmt: skip
    handover = add_command(
        commands, "handover", _handover, "verstuur wat getoetst is, of toon wat verstuurd is"
    )
    handover.add_argument("--send", metavar="AAN", help="zet wat getoetst is op een nieuwe lijst")
    handover.add_argument("--list", metavar="NUMMER", help="welke lijst er in bestanden komt")
    handover.add_argument("--out", type=Path, metavar="MAP", help="waar de bestanden komen")
    backup = add_command(commands, "backup", _backup, "maak een reservekopie, even goed op slot")
    backup.add_argument("file", type=Path, metavar="BESTAND")
    check = add_command(commands, "check", _check, "kijk of alles heel is")
    password = add_command(commands, "password", _password, "geef iemand een nieuw wachtwoord")
    password.add_argument("person", metavar="LOGIN")
    for parser in (take, rounds, handover, backup, check, password):
        parser.add_argument("--study", metavar="NAAM", help="welk onderzoek, als er meer zijn")
        parser.add_argument("--as", dest="login", metavar="LOGIN", help="als wie u dit doet")
    restore = add_command(commands, "restore", _restore, "zet een reservekopie terug")
    restore.add_argument("file", type=Path, metavar="BESTAND")
    restore.add_argument("--name", metavar="NAAM", help="onder welke naam op deze computer")


def _demo(chosen: argparse.Namespace) -> int:
    shelf = _shelf()
    with _Bar("Voorbeeld") as bar:
        build = shelf.rebuild_demo if chosen.opnieuw else shelf.ensure_demo
        build(lambda share, words: bar.show(round(share * 100), 100, words))
    print("Het voorbeeld staat klaar. Iedereen daarin is verzonnen.")
    return 0


def _studies(chosen: argparse.Namespace) -> int:
    found = _shelf().studies()
    for study in found:
        print(f"{study.slug}\t{study.name}, {study.gemeente}")
    if not found:
        print("Er is nog geen onderzoek. Begin er een op het scherm, of bouw het voorbeeld: demo")
    return 0


def _import(chosen: argparse.Namespace) -> int:
    content = _content(chosen.file)
    desk = _desk(chosen)
    if is_table(chosen.file):
        with _Bar("Inlezen") as bar:
            said = import_table(desk, chosen, content, bar.show)
        print(said)
        return 0
    with _Bar("Inlezen") as bar:
        taken = desk.intake.take(
            chosen.file.name, content, lambda done, of: bar.show(done, of, "gesprekken")
        )
    print(f"{taken.added} gesprekken ingelezen in {desk.study.name}, {taken.known} waren er al.")
    return 0


def _rounds(chosen: argparse.Namespace) -> int:
    print(write_form(_desk(chosen), chosen.out))
    return 0


def _handover(chosen: argparse.Namespace) -> int:
    desk = _desk(chosen)
    if chosen.send:
        checked = [card.request.id for card in desk.handover.board().checked]
        sent = desk.handover.send(chosen.send, checked)
        print(f"Lijst {sent.number} met {len(checked)} hulpvragen is verzonden.")
        chosen.list = sent.number
    pages = {page.sent.number: page for page in desk.handover.lists()}
    if not chosen.out:
        for number, page in pages.items():
            print(f"{number}\t{page.sent.recipient}\t{len(page.cards)} hulpvragen")
        return 0
    number = chosen.list or next(iter(pages), "")
    if number not in pages:
        raise UnreadableFile(number, "Die lijst is er niet.", f"Er zijn: {', '.join(pages)}.")
    password = _secret("WIJKDUIK_FILE_PASSWORD", "Wachtwoord voor de bestanden: ")
    for export in desk.handover.formats():
        name, file = desk.handover.file(pages[number].sent.id, export.format.code, password)
        chosen.out.mkdir(parents=True, exist_ok=True)
        (chosen.out / name).write_bytes(file)
        print(chosen.out / name)
    return 0


def _backup(chosen: argparse.Namespace) -> int:
    desk = _desk(chosen)
    desk.management.backup(chosen.file)
    print(f"{chosen.file} opent met dezelfde wachtzin of herstelsleutel.")
    return 0


def _restore(chosen: argparse.Namespace) -> int:
    slug = _shelf().restore(chosen.file, chosen.name or chosen.file.stem)
    print(f"Teruggezet als '{slug}'. Er is niets anders veranderd.")
    return 0


def _check(chosen: argparse.Namespace) -> int:
    desk = _desk(chosen)
    faults = desk.management.faults()
    if not desk.management.trail_holds():
        faults.append("het logboek sluit niet op elkaar aan")
    for fault in faults:
        print(fault, file=sys.stderr)
    print("Er klopt iets niet." if faults else f"{desk.study.name}: alles is heel.")
    return REFUSED if faults else 0


def _password(chosen: argparse.Namespace) -> int:
    desk = _desk(chosen)
    known = {account.login: account.id for account in desk.management.accounts()}
    if chosen.person not in known:
        raise UnreadableFile(
            chosen.person, "Dat account is er niet.", f"Er zijn: {', '.join(known)}."
        )
    password = _secret("WIJKDUIK_NEW_PASSWORD", f"Nieuw wachtwoord voor {chosen.person}: ")
    desk.management.set_password(known[chosen.person], password)
    print(f"{chosen.person} heeft een nieuw wachtwoord in {desk.study.name}.")
    return 0


def _shelf() -> "Shelf":
    from fieldwork.actions.shelf import shelf

    return shelf()


def _desk(chosen: argparse.Namespace) -> "Desk":
    """Open the study that was meant and return the desk of who does this."""
    from fieldwork.actions.shelf import DEMO

    shelf = _shelf()
    own = [study.slug for study in shelf.studies() if not study.invented]
    if chosen.study:
        slug = chosen.study if chosen.study == DEMO else shelf.find(chosen.study)
    elif len(own) == 1:
        slug = own[0]
    elif own:
        raise UnreadableFile(
            "--study", "Er zijn meer onderzoeken.", f"Kies een van: {', '.join(own)}."
        )
    else:
        print("Let op: dit gaat over het voorbeeld, dat niet op slot zit.", file=sys.stderr)
        slug = DEMO
    if slug == DEMO:
        shelf.ensure_demo()
    else:
        shelf.unlock(slug, _secret("WIJKDUIK_PASSPHRASE", "Wachtzin of herstelsleutel: "))
    return shelf.desk_of(slug, chosen.login)


def _secret(name: str, question: str) -> str:
    from getpass import getpass

    given = os.environ.get(name)
    if not given and not sys.stdin.isatty():
        # Without a terminal there is nobody to ask.
        raise Incomplete("Opdracht", name)
    return given or getpass(question)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            path.name, "Dit bestand is niet te lezen.", "Kijk waar het staat."
        ) from error


class _Bar:
    """A progress bar on the error stream, so that the output stays clean."""

    def __init__(self, what: str) -> None:
        self._what = what

    def __enter__(self) -> "_Bar":
        from tqdm import tqdm

        layout = "{desc}: {percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt}{postfix}"
        self._bar = tqdm(desc=self._what, total=1, bar_format=layout, file=sys.stderr)
        return self

    def show(self, done: int, of: int, words: str) -> None:
        """Show that ``done`` of ``of`` is done, and what is being done."""
        self._bar.total = of
        self._bar.set_postfix_str(words, refresh=False)
        self._bar.update(done - self._bar.n)

    def __exit__(self, *reason: object) -> None:
        self._bar.close()


if __name__ == "__main__":
    sys.exit(main())
