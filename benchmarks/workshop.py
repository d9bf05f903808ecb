"""A temporary folder that one run of the benchmarks works in, with the example study built once."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.plan import Plan
from benchmarks.server import ROOT, NotThere, environment


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where the programs get their homes from; ``folder`` is thrown away after the run.

    ``kept`` is for what takes minutes to make, and stays for the next run.
    """

    folder: Path
    plan: Plan
    kept: Path | None = None

    def empty_home(self, name: str) -> Path:
        """Return a fresh folder for studies, with nothing in it."""
        home = self.folder / name
        home.mkdir()
        return home

    def example_home(self, name: str) -> Path:
        """Return a fresh folder with the example study, as the command line builds it.

        Raises :class:`NotThere` with what the command line said when it cannot be built.
        """
        built = self.folder / "example"
        if not built.exists():
            command = [sys.executable, "-m", "fieldwork", "demo"]
            done = subprocess.run(
                command,
                cwd=ROOT,
                env=environment(built),
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                raise NotThere(f"the example study was not built:\n{done.stderr[-4000:]}")
        return Path(shutil.copytree(built, self.folder / name))
