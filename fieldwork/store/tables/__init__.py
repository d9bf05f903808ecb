"""The tables, as SQLAlchemy sees them. Objects of the domain never come from here directly."""

from fieldwork.store.tables.base import Base
from fieldwork.store.tables.follow_ups import (
    FollowUpEventRow,
    FollowUpPersonRow,
    FollowUpRow,
    OfferRefusalRow,
)
from fieldwork.store.tables.handover import (
    DisclosureRow,
    ListRow,
    RequestEventRow,
    RequestRow,
)
from fieldwork.store.tables.history import (
    BinItemRow,
    BinPartRow,
    DeedChangeRow,
    DeedRow,
)
from fieldwork.store.tables.people import (
    AgreementRow,
    ConsentRow,
    ExpenseRow,
    PersonRow,
    TieRow,
)
from fieldwork.store.tables.reading import (
    CodingMarkRow,
    CodingRow,
    LearningRow,
    LessonImportRow,
    LessonRow,
    StudyWordRow,
    SuggestionRow,
)
from fieldwork.store.tables.study import (
    AccountRow,
    AreaRow,
    AuditRow,
    SessionRow,
    StampRow,
    StreetRow,
    StudyRow,
)
from fieldwork.store.tables.talks import (
    AttachmentRow,
    DraftRow,
    ImportMappingRow,
    NotePersonRow,
    NoteRow,
    NoteVectorRow,
    NoteVersionRow,
)

__all__ = [
    "AccountRow",
    "AgreementRow",
    "AreaRow",
    "AttachmentRow",
    "AuditRow",
    "Base",
    "BinItemRow",
    "BinPartRow",
    "CodingMarkRow",
    "CodingRow",
    "ConsentRow",
    "DeedChangeRow",
    "DeedRow",
    "DisclosureRow",
    "DraftRow",
    "ExpenseRow",
    "FollowUpEventRow",
    "FollowUpPersonRow",
    "FollowUpRow",
    "ImportMappingRow",
    "LearningRow",
    "LessonImportRow",
    "LessonRow",
    "ListRow",
    "NotePersonRow",
    "NoteRow",
    "NoteVectorRow",
    "NoteVersionRow",
    "OfferRefusalRow",
    "PersonRow",
    "RequestEventRow",
    "RequestRow",
    "SessionRow",
    "StampRow",
    "StreetRow",
    "StudyRow",
    "StudyWordRow",
    "SuggestionRow",
    "TieRow",
]
