"""The smallest valid rows, with fixed values. Whatever a test is about, it says itself.

A deal starts as a draft without events; `published_deal` adds a signature and a source and publishes it. Where a row
needs another and none is given, the named cast is used: the type ACSA, the partner Germany.
"""

from datetime import UTC, datetime
from typing import Any

from agreements.derived import derived_fields, refreshed_once
from agreements.models import (
    AgreementType,
    Amount,
    AmountKind,
    Character,
    Citation,
    Confusion,
    Cue,
    Deal,
    DealPhrase,
    DealState,
    Event,
    EventKind,
    Family,
    FormerSlug,
    Instrument,
    Partner,
    Publication,
    Region,
    Relation,
    RelationKind,
    Report,
    Sense,
    SenseCitation,
    Source,
    SourceCheck,
    SourceKind,
    Speaker,
    State,
    Survey,
    Term,
    TypePhrase,
    TypeState,
)
from agreements.models.register import Register


def _named(slug: str) -> str:
    return slug.replace("-", " ").title()


def register(**fields: Any) -> Register:
    return Register.objects.create(**{"compiled_on": "2026-11-23", **fields})


def agreement_type(slug: str = "acsa", **fields: Any) -> AgreementType:
    name = "ACSA" if slug == "acsa" else _named(slug)
    return AgreementType.objects.create(
        **{
            "slug": slug,
            "position": AgreementType.objects.count() + 1,
            "family": Family.LOGISTICS,
            "name_en": name,
            "name_ja": f"{name}（日本語）",
            "short_name_en": name[:20],
            "short_name_ja": f"{name[:16]}（日）",
            "lede_en": "The two refuel each other.",
            "lede_ja": "互いに給油する。",
            "ability_en": "Refuel each other",
            "ability_ja": "互いに給油する",
            "ability_short_en": "Refuel",
            "ability_short_ja": "給油",
            "why_en": "Ships stay longer at sea.",
            "why_ja": "艦船が長く洋上にいられる。",
            "route_en": "The Diet approves it.",
            "route_ja": "国会が承認する。",
            "text_en": "Agreement between the Government of Japan and …",
            "text_ja": "日本国政府と…政府との間の協定",
            **fields,
        }
    )


def type_phrase(agreement_type: AgreementType | None = None, **fields: Any) -> TypePhrase:
    of_type = agreement_type or _type()
    return TypePhrase.objects.create(
        **{
            "type": of_type,
            "position": of_type.phrases.count() + 1,
            "quote": "welcomed the entry into force of the ACSA",
            "language": "en",
            "by_en": "A joint statement",
            "by_ja": "共同声明",
            **fields,
        }
    )


def confusion(agreement_type: AgreementType, other: AgreementType, **fields: Any) -> Confusion:
    return Confusion.objects.create(
        **{
            "type": agreement_type,
            "other": other,
            "difference_en": "One is about fuel, the other about visits.",
            "difference_ja": "一方は燃料、他方は訪問に関する。",
            **fields,
        }
    )


def character(slug: str = "subject", states: tuple[str, ...] = (), **fields: Any) -> Character:
    """Make a character with the states of these slugs, in this order."""
    made = Character.objects.create(
        **{
            "slug": slug,
            "position": Character.objects.count() + 1,
            "name_en": _named(slug),
            "name_ja": f"{_named(slug)}（日本語）",
            "question_en": f"What is its {slug}?",
            "question_ja": f"{slug}は何か。",
            "help_en": "Pick what fits.",
            "help_ja": "当てはまるものを選ぶ。",
            **fields,
        }
    )
    for each in states:
        state(made, each)
    return made


def state(character: Character, slug: str = "supplies", **fields: Any) -> State:
    return State.objects.create(
        **{
            "character": character,
            "slug": slug,
            "position": character.states.count() + 1,
            "label_en": _named(slug),
            "label_ja": f"{_named(slug)}（日本語）",
            **fields,
        }
    )


def type_state(agreement_type: AgreementType, state: State, **fields: Any) -> TypeState:
    return TypeState.objects.create(type=agreement_type, state=state, **fields)


def partner(slug: str = "germany", **fields: Any) -> Partner:
    # DE, or, for a partner that is not of the cast, two letters that no other has.
    number = Partner.objects.count()
    code = "DE" if slug == "germany" else f"X{chr(65 + number % 26)}" if number < 26 else f"XX{_letters(number)}"
    name = fields.get("name_en", _named(slug))
    return Partner.objects.create(
        **{
            "slug": slug,
            "code": code,
            "alpha3": "DEU" if slug == "germany" else "",
            "region": Region.EUROPE,
            "name_en": name,
            "name_ja": "ドイツ" if slug == "germany" else f"{name}（日本語）",
            "heading_en": name,
            "heading_ja": "ドイツ" if slug == "germany" else f"{name}（日本語）",
            "in_sentence_en": name,
            "official_name_en": f"Republic of {name}",
            "official_name_ja": f"{name}共和国",
            "aliases_en": ["Berlin"] if slug == "germany" else [f"{name} too"],
            "aliases_ja": ["独"] if slug == "germany" else [f"{name}別称"],
            "adjectives_en": ["German"] if slug == "germany" else [f"{name}ish"],
            **fields,
        }
    )


def _letters(number: int) -> str:
    return chr(65 + number // 26 % 26) + chr(65 + number % 26)


def _type() -> AgreementType:
    return AgreementType.objects.filter(slug="acsa").first() or agreement_type()


def _partner() -> Partner:
    return Partner.objects.filter(slug="germany").first() or partner()


def deal(
    slug: str = "germany-acsa",
    *,
    partners: tuple[Partner, ...] | None = None,
    also_types: tuple[AgreementType, ...] = (),
    **fields: Any,
) -> Deal:
    """Make a draft without events."""
    made = Deal.objects.create(
        **{
            "slug": slug,
            "type": fields.get("type") or _type(),
            "short_name_en": "Japan–Germany ACSA" if slug == "germany-acsa" else _named(slug),
            "short_name_ja": "日独ACSA" if slug == "germany-acsa" else f"{_named(slug)}（日本語）",
            "summary_en": "The two armed forces supply each other.",
            "summary_ja": "両国の部隊が物品・役務を相互に提供する。",
            "in_practice_en": "A German frigate can take on fuel from a Japanese ship.",
            "in_practice_ja": "ドイツのフリゲートが日本の艦船から給油を受けられる。",
            "instrument": Instrument.OTHER,
            **fields,
        }
    )
    made.partners.add(*(partners if partners is not None else (_partner(),)))
    if also_types:
        made.also_types.add(*also_types)
    return made


def event(deal: Deal, kind: str = EventKind.SIGNED, date: str = "2024-01-29", **fields: Any) -> Event:
    """Make an event. `cite` it where its date is stated by a source."""
    return Event.objects.create(deal=deal, kind=kind, date=date, **fields)


def source(url: str = "https://www.mofa.go.jp/press/1.html", **fields: Any) -> Source:
    return Source.objects.create(
        **{
            "url": url,
            "title": "Signing of the Japan-Germany ACSA",
            "publisher": "Ministry of Foreign Affairs of Japan",
            "kind": SourceKind.OFFICIAL_ANNOUNCEMENT,
            **fields,
        }
    )


def _source() -> Source:
    return Source.objects.first() or source()


def citation(deal: Deal, event: Event | None = None, source: Source | None = None, **fields: Any) -> Citation:
    """Cite a source for an event, or for the deal as a whole."""
    return Citation.objects.create(deal=deal, event=event, source=source or _source(), **fields)


def published_deal(
    slug: str = "germany-acsa", *, kind: str = EventKind.SIGNED, date: str = "2024-01-29", **fields: Any
) -> Deal:
    """Make a published deal with one event and a source for it."""
    # What follows from the events is worked out once, as when an editor saves a form, and not after each row.
    with refreshed_once():
        made = deal(slug, **{"publication": Publication.PUBLISHED, **fields})
        citation(made, event(made, kind, date))
    made.refresh_from_db(fields=[*derived_fields([]), "citation_count"])
    return made


def amount(deal: Deal, **fields: Any) -> Amount:
    return Amount.objects.create(
        **{"deal": deal, "kind": AmountKind.GRANT, "amount": 600_000_000, "currency": "JPY", **fields}
    )


def deal_state(deal: Deal, state: State, source: Source | None = None) -> DealState:
    return DealState.objects.create(deal=deal, state=state, source=source or _source())


def deal_phrase(deal: Deal, source: Source | None = None, **fields: Any) -> DealPhrase:
    return DealPhrase.objects.create(
        **{
            "deal": deal,
            "source": source or _source(),
            "quote": "日独ACSAの署名",
            "language": "ja",
            "gloss": "Signing of the Japan–Germany ACSA",
            **fields,
        }
    )


def relation(deal: Deal, other: Deal, kind: str = RelationKind.BUILDS_ON) -> Relation:
    return Relation.objects.create(deal=deal, kind=kind, other=other)


def survey(agreement_type: AgreementType, partner: Partner | None = None, **fields: Any) -> Survey:
    return Survey.objects.create(
        **{
            "type": agreement_type,
            "partner": partner,
            "until": "2026-07",
            "where_en": "pages of the two governments",
            "where_ja": "両国政府のページ",
            **fields,
        }
    )


def term(slug: str = "security-cooperation", **fields: Any) -> Term:
    return Term.objects.create(
        **{
            "slug": slug,
            "term_en": _named(slug).lower(),
            "term_ja": "安全保障協力",
            "beware_en": "It means arms sales to one speaker only.",
            "beware_ja": "ある話者だけが武器売却の意味で使う。",
            **fields,
        }
    )


def sense(term: Term, **fields: Any) -> Sense:
    return Sense.objects.create(
        **{
            "term": term,
            "position": term.senses.count() + 1,
            "speaker": Speaker.US_GOVERNMENT,
            "language": "en",
            "definition_en": "Everything that the department does with a partner.",
            "definition_ja": "国防総省が相手国と行う全ての活動。",
            **fields,
        }
    )


def sense_citation(sense: Sense, source: Source | None = None) -> SenseCitation:
    return SenseCitation.objects.create(sense=sense, source=source or _source())


def cue(agreement_type: AgreementType | None = None, **fields: Any) -> Cue:
    return Cue.objects.create(
        **{
            "type": agreement_type or _type(),
            "language": "en",
            "phrase": "ACSA",
            "weight": 10,
            "reason_en": "A name of the type.",
            "reason_ja": "この種類の呼び名。",
            **fields,
        }
    )


def former_slug(record: Deal | None = None, slug: str = "germany-supplies") -> FormerSlug:
    return FormerSlug.objects.create(kind="deal", slug=slug, deal=record or deal())


def report(token: str = "a-token-of-a-report", **fields: Any) -> Report:
    """Make a report of a reader, not yet decided. It names a page that need not be there."""
    return Report.objects.create(
        **{
            "token": token,
            "kind": "deal",
            "slug": "germany-acsa",
            "text": "The day of signature is wrong.",
            "language": "en",
            **fields,
        }
    )


def source_check(source: Source | None = None, **fields: Any) -> SourceCheck:
    return SourceCheck.objects.create(
        **{
            "source": source or _source(),
            "checked": datetime(2026, 11, 20, 12, tzinfo=UTC),
            "outcome": "works",
            "status": 200,
            **fields,
        }
    )
