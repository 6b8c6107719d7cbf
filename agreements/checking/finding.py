"""What a rule has to say, and where in the fixture files an editor finds the record."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Model

from agreements.models import (
    AgreementType,
    Amount,
    Character,
    Citation,
    Confusion,
    Cue,
    Deal,
    DealPhrase,
    DealState,
    Event,
    FormerSlug,
    Partner,
    Relation,
    Sense,
    SenseCitation,
    Source,
    State,
    Survey,
    Term,
    TypePhrase,
    TypeState,
)
from agreements.models.natural_key import NaturalKeyModel
from agreements.models.register import Register as RegisterRow

_FILES: dict[type[Model], str] = {
    RegisterRow: "register.json",
    Character: "characters.json",
    State: "characters.json",
    AgreementType: "types.json",
    TypeState: "types.json",
    TypePhrase: "types.json",
    Confusion: "types.json",
    Partner: "partners.json",
    Survey: "surveys.json",
    Source: "sources.json",
    Relation: "relations.json",
    Term: "terms.json",
    Sense: "terms.json",
    SenseCitation: "terms.json",
    Cue: "cues.json",
    FormerSlug: "former_slugs.json",
}
PARTS_OF_DEAL = (Event, Amount, DealState, Citation, DealPhrase)


class Severity(StrEnum):
    """An error must be mended. A warning may be right, and wants a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    severity: Severity
    file: str
    record: str
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.severity} {self.file}: {self.record}: {self.field}: {self.message}"


def file_of(record: Model) -> str:
    """Return the name in fixtures/ of the file that holds a record."""
    deal = record if isinstance(record, Deal) else getattr(record, "deal", None)
    if isinstance(record, (Deal, *PARTS_OF_DEAL)) and isinstance(deal, Deal):
        return f"deals/{deal.type.slug}.json"
    return _FILES[type(record)]


def record_name(model: type[Model], key: tuple[object, ...]) -> str:
    return f"{model._meta.model_name} {' / '.join(str(part) for part in key if part is not None)}"


def finding(record: NaturalKeyModel, field: str, message: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(severity, file_of(record), record_name(type(record), record.natural_key()), field, message)


def warning(record: NaturalKeyModel, field: str, message: str) -> Finding:
    return finding(record, field, message, Severity.WARNING)
