"""What a talk still asks for at the desk: it was logged in a stairwell, in two minutes."""

from fieldwork.domain.labels import Labelled
from fieldwork.domain.notes import ConsentState, Need, Note
from fieldwork.domain.places import Place


class LeftToDo(Labelled):
    """One thing that a talk still lacks; the label says it as a short sentence."""

    NEED_OPEN = "urgentie", "Is er nu hulp nodig? Dat weet u nog niet"
    NOT_READ = "nalezen", "Nog niet nagelezen"
    NO_PEOPLE = "met_wie", "Met wie het was, staat er nog niet bij"
    NO_PLACE = "plek", "Waar het was, staat er nog niet bij"
    NO_CONSENT = "toestemming", "Nog niet gevraagd of u dit mag bewaren"


def what_is_left(note: Note) -> tuple[LeftToDo, ...]:
    """Return what is still to be done with ``note``, the most pressing first."""
    lacking = {
        LeftToDo.NEED_OPEN: note.need in (None, Need.WEET_NIET),
        LeftToDo.NO_CONSENT: note.consent is ConsentState.NIET_GEVRAAGD,
        LeftToDo.NO_PEOPLE: not note.people,
        LeftToDo.NO_PLACE: note.place == Place(),
        LeftToDo.NOT_READ: note.reviewed_at is None,
    }
    return tuple(one for one, is_lacking in lacking.items() if is_lacking)
