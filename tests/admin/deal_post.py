"""What a browser sends when an editor saves a deal's form."""

from typing import Any

from agreements.admin.deal_form import latest_version
from agreements.models import Deal

PREFIXES = ("events", "citations", "amounts", "relations", "phrases", "deal_states")
HEAD = {
    "slug": "",
    "short_name_en": "Japan–Germany ACSA",
    "short_name_ja": "日独ACSA",
    "title_en_confirmed": "on",
    "title_ja_confirmed": "on",
    "summary_en": "The two armed forces supply each other.",
    "summary_ja": "両国の部隊が物品・役務を相互に提供する。",
    "in_practice_en": "A German frigate can take on fuel from a Japanese ship.",
    "in_practice_ja": "ドイツのフリゲートが日本の艦船から給油を受けられる。",
    "instrument": "treaty",
    "binding": "true",
    "diet_approval": "approved",
}
Row = dict[str, Any]


def rows(**parts: list[Row]) -> dict[str, Any]:
    """Return the fields of the rows of a deal's parts, `events=[{"kind": …}]`; rows with an `id` are saved ones."""
    data: dict[str, Any] = {}
    for prefix in PREFIXES:
        typed = sorted(parts.get(prefix, []), key=lambda row: "id" not in row)
        data[f"{prefix}-TOTAL_FORMS"] = len(typed)
        data[f"{prefix}-INITIAL_FORMS"] = sum("id" in row for row in typed)
        for number, row in enumerate(typed):
            for name, value in row.items():
                data[f"{prefix}-{number}-{name}"] = value
    return data


def signed(date: str = "2024-01-29", **fields: Any) -> Row:
    return {"kind": "signed", "date": date, "date_standing": "stated", **fields}


def cited(source: Any, event: str = "", **fields: Any) -> Row:
    return {"source": source.pk, "event": event, "standing": "seen", **fields}


def post_of(deal: Deal) -> dict[str, Any]:
    """Return what the form of a saved deal sends when nothing has been touched."""
    data: dict[str, Any] = {
        name: getattr(deal, name) for name in HEAD if not name.endswith("confirmed") and name != "binding"
    }
    data |= {"type": deal.type_id, "partners": [partner.pk for partner in deal.partners.all()]}
    data |= {"title_en_confirmed": "on", "title_ja_confirmed": "on", "publication": deal.publication}
    data["seen_version"] = latest_version(deal.pk)
    events = [
        {"id": event.pk, "kind": event.kind, "date": str(event.date), "date_standing": event.date_standing}
        for event in deal.events.all()
    ]
    citations = [
        {"id": each.pk, "source": each.source_id, "event": each.event_id or "", "standing": each.standing}
        for each in deal.citations.all()
    ]
    return data | rows(events=events, citations=citations)
