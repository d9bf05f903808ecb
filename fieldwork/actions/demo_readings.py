"""What the model reads in the example's talks, read beforehand: else that is half of building it.

``python -m fieldwork.actions.demo_readings`` makes ``data/demo/readings.npz`` anew, which is due
when a text in ``data/demo/notes.jsonl`` or a file in ``data/model`` changes; what is missing there
is read by the way, as any talk is. The lexicon, and what the team teaches, are never kept.
"""

import sys
from typing import TYPE_CHECKING, Final

from fieldwork.actions.demo_vectors import FOLDER, texts

if TYPE_CHECKING:
    from fieldwork.tagging.model import ModelReading

FILE: Final = FOLDER / "readings.npz"


def read_readings() -> "dict[str, ModelReading]":
    """Return what the model makes of the example's talks, by their text, as far as it is kept."""
    from fieldwork.tagging.encoder import is_installed
    from fieldwork.tagging.kept_readings import load_readings, name_model

    return load_readings(FILE, texts(), name_model()) if is_installed() else {}


def main() -> int:
    """Make the file; some twenty seconds."""
    from fieldwork.tagging.encoder import is_installed
    from fieldwork.tagging.kept_readings import name_model, save_readings
    from fieldwork.tagging.model import load_model

    if not is_installed():
        sys.stderr.write("there is no model in data/model\n")
        return 1
    model = load_model()
    save_readings(FILE, {text: model.read(text) for text in texts()}, name_model())
    return 0


if __name__ == "__main__":
    sys.exit(main())
