# mypy: disable-error-code="type-arg, no-any-return, misc"
# Django’s classes take no type arguments at run time, and so the checker knows little of what they return.
"""The matrix of the key as a grid, how well it tells types apart, and what a change of a cell would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements import key
from agreements.models import AgreementType, Character, State, TypeState
from agreements.selectors.key import Key, cell_notes, cell_states, key_of_register, known_cases

from .revisions import record_loaded_state

# Pairs that fewer questions tell apart for certain are weak: one wrong answer can bring the wrong type first.
ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Cell:
    type: AgreementType
    states: Sequence[tuple[State, str]]
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    character: Character
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class PairRow:
    first: AgreementType
    second: AgreementType
    strength: int
    characters: Sequence[Character]
    is_weak: bool


@dataclass(frozen=True, slots=True)
class TurnoutRow:
    """What comes out differently: a deal or an address, with the types first before and after."""

    name: str
    address: str
    before: Sequence[AgreementType]
    before_verdict: str
    after: Sequence[AgreementType]
    after_verdict: str


class CellForm(forms.Form):
    """The states that a type can have for a question, each with the note on it in both languages."""

    def __init__(self, character: Character, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.states = list(character.states.all())
        for state in self.states:
            self.fields[f"has-{state.slug}"] = forms.BooleanField(label=state.label, required=False)
            for language, label in (("en", gettext_lazy("note, English")), ("ja", gettext_lazy("note, Japanese"))):
                self.fields[f"note_{language}-{state.slug}"] = forms.CharField(
                    label=label, required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2, "cols": 60})
                )

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        return [
            (self[f"has-{state.slug}"], self[f"note_en-{state.slug}"], self[f"note_ja-{state.slug}"])
            for state in self.states
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for state in self.states:
            notes = [cleaned.get(f"note_{language}-{state.slug}") for language in ("en", "ja")]
            if any(notes) and not all(notes):
                missing = "en" if notes[1] else "ja"
                self.add_error(f"note_{missing}-{state.slug}", _("Write the note in both languages."))
        return cleaned

    def ticked(self) -> list[State]:
        return [state for state in self.states if self.cleaned_data[f"has-{state.slug}"]]


def _grid(found: Key) -> list[Row]:
    notes = cell_notes()
    return [
        Row(
            character,
            [
                Cell(
                    kind,
                    [
                        (found.states[slug, state], notes.get((kind.slug, slug, state), ""))
                        for state in found.matrix.in_order(slug, found.matrix.taxon(kind.slug).states.get(slug, ()))
                    ],
                    reverse("admin:agreements_matrix_cell", args=[kind.slug, slug]),
                )
                for kind in found.types.values()
            ],
        )
        for slug, character in found.characters.items()
    ]


def _pairs(found: Key, matrix: key.Matrix) -> list[PairRow]:
    return [
        PairRow(
            found.types[pair.first],
            found.types[pair.second],
            pair.strength,
            [found.characters[slug] for slug in pair.characters],
            pair.strength < ENOUGH,
        )
        for pair in key.separation(matrix)
    ]


def _turnouts(found: Key, after: key.Matrix) -> list[TurnoutRow]:
    words = {
        key.Verdict.BEST_MATCH: _("best match"),
        key.Verdict.LIKELY: _("likely"),
        key.Verdict.OPEN: _("open"),
        key.Verdict.NONE_FITS: _("none fits"),
    }
    return [
        TurnoutRow(
            turnout.name,
            reverse("agreements:identify") + (turnout.name if turnout.name[0] == "?" else f"?deal={turnout.name}"),
            [found.types[slug] for slug in turnout.before.first],
            words[turnout.before.verdict],
            [found.types[slug] for slug in turnout.after.first],
            words[turnout.after.verdict],
        )
        for turnout in key.turned(found.matrix, after, known_cases(found, after))
    ]


@admin.register(TypeState)
class MatrixAdmin(admin.ModelAdmin):
    def get_urls(self) -> list[Any]:
        cell = path(
            "cell/<slug:kind>/<slug:character>/",
            self.admin_site.admin_view(self.cell_view),
            name="agreements_matrix_cell",
        )
        return [cell, *super().get_urls()]

    # A state is given to a type, noted on and taken away in its cell, which first says what that would do.
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: TypeState | None = None) -> bool:
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        one = TypeState.objects.filter(pk=object_id if object_id.isdigit() else 0).select_related(
            "type", "state__character"
        )
        for cell in one:
            return redirect("admin:agreements_matrix_cell", cell.type.slug, cell.state.character.slug)
        raise Http404

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = key_of_register()
        pairs = _pairs(found, found.matrix)
        context = {
            **self.admin_site.each_context(request),
            "title": _("The matrix of the key"),
            "opts": self.opts,
            "types": list(found.types.values()),
            "rows": _grid(found),
            "pairs": pairs,
            "weak": sum(pair.is_weak for pair in pairs),
            "enough": ENOUGH,
        }
        return TemplateResponse(request, "admin/agreements/matrix.html", context)

    def cell_view(self, request: HttpRequest, kind: str, character: str) -> HttpResponse:
        """Show a cell; say what a change would do; write it once that has been seen."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = key_of_register()
        if kind not in found.types or character not in found.characters:
            raise Http404
        agreement_type, question = found.types[kind], found.characters[character]
        may_change = self.has_change_permission(request)
        if request.method == "POST" and not may_change:
            raise PermissionDenied
        form = CellForm(question, request.POST or None, initial=_initial(agreement_type, question))
        context: dict[str, Any] = {"turnouts": None, "pairs": []}
        if form.is_valid():
            states = frozenset(state.slug for state in form.ticked())
            # Saved only if these states are those whose effects were shown.
            if request.POST.get("seen") == ",".join(sorted(states)):
                self._save(request, agreement_type, question, form)
                return redirect("admin:agreements_typestate_changelist")
            after = key.with_cell(found.matrix, kind, character, states)
            context = {
                "turnouts": _turnouts(found, after),
                "pairs": _weaker(found, after, kind),
                "seen": ",".join(sorted(states)),
                "takes_all": not states,
            }
        return TemplateResponse(
            request,
            "admin/agreements/matrix_cell.html",
            {
                **self.admin_site.each_context(request),
                "title": f"{agreement_type.name}: {question.question}",
                "opts": self.opts,
                "form": form,
                "help": question.help,
                "may_change": may_change,
                "seen": "",
                "takes_all": False,
                **context,
            },
        )

    @transaction.atomic
    def _save(self, request: HttpRequest, kind: AgreementType, character: Character, form: CellForm) -> None:
        ticked = form.ticked()
        moment = timezone.now()
        record_loaded_state(kind, moment)
        there = {cell.state_id: cell for cell in TypeState.objects.filter(type=kind, state__character=character)}
        for gone in there.keys() - {state.pk for state in ticked}:
            there[gone]._history_date = moment  # type: ignore[attr-defined]
            there[gone].delete()
        for state in ticked:
            cell = there.get(state.pk) or TypeState(type=kind, state=state)
            notes = [form.cleaned_data[f"note_{each}-{state.slug}"] for each in ("en", "ja")]
            if cell.pk is None or [cell.note_en, cell.note_ja] != notes:
                cell.note_en, cell.note_ja = notes
                cell._history_date = moment  # type: ignore[attr-defined]
                cell.save()
        labels = ", ".join(state.label for state in ticked) or "–"
        message = _("%(type)s, “%(question)s”: now %(labels)s.") % {
            "type": kind.name,
            "question": character.question,
            "labels": labels,
        }
        self.log_change(request, kind, message)
        self.message_user(request, message, messages.SUCCESS)


def _weaker(found: Key, after: key.Matrix, kind: str) -> list[PairRow]:
    """Return the pairs of the type that the change would leave weak, weakest first."""
    return [pair for pair in _pairs(found, after) if pair.is_weak and kind in (pair.first.slug, pair.second.slug)]


def _initial(kind: AgreementType, character: Character) -> dict[str, Any]:
    initial: dict[str, Any] = {}
    for cell in cell_states(kind, character):
        slug = cell.state.slug
        initial |= {f"has-{slug}": True, f"note_en-{slug}": cell.note_en, f"note_ja-{slug}": cell.note_ja}
    return initial
