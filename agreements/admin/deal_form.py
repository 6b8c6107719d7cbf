# mypy: disable-error-code="type-arg"
# Django’s classes take no type arguments at run time.
"""The head of a deal's form: its own fields, and the rules that look at its rows as well."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.checking.languages import lacking, unequal
from agreements.models import Deal, FormerSlug, Publication
from agreements.models.deal import NEEDED
from agreements.register.partial_date import PartialDate

from .event import event_rows, row_count
from .part_formset import IN_ONE_LANGUAGE


def has_source(data: Any) -> bool:
    """Tell whether a deal's form was sent with a source that stays."""
    return any(
        data.get(f"citations-{row}-source") and f"citations-{row}-DELETE" not in data
        for row in range(row_count(data, "citations"))
    )


def latest_version(deal_id: int) -> int:
    latest = Deal.history.filter(id=deal_id).order_by("-history_id").values_list("history_id", flat=True)
    return latest.first() or 0


class SeenVersionField(forms.IntegerField):
    """The newest historical record when the form was opened. Not something that an editor changes."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class DealForm(forms.ModelForm):
    seen_version = SeenVersionField(required=False)
    # Set where what was sent has been put together with what was saved meanwhile: that is shown before it is saved.
    is_overtaken = False

    class Meta:
        model = Deal
        fields = "__all__"  # noqa: DJ007  the admin chooses by its fieldsets
        help_texts = {
            "slug": _(
                "Leave it empty for one made from partner and type, such as germany-acsa. "
                "It never changes once published."
            ),
            "publication": _("Readers see a deal once it is published."),
            "type": _("Type part of its name, in either language, or its abbreviation: ACSA, 円滑化."),
            "partners": _("Type part of a name, alias or code: Germany, 独, DE. Japan itself is not named."),
            "instrument": _("An exchange of notes carries most grants; a treaty has the Diet’s approval."),
            "diet_approval": _("Not required, for what the government concludes by itself."),
            "title_en": _("In full: Agreement between the Government of Japan and the Government of … concerning …"),
            "title_ja": _("In full: …に関する日本国政府と…政府との間の協定"),
            "title_en_confirmed": _("Take the tick away for a title of our own translation."),
            "title_ja_confirmed": _("Take the tick away for a title of our own translation."),
            "summary_en": _("One to three sentences: what the two agreed, and when."),
            "summary_ja": _("The same for readers of Japanese; it need not be a translation."),
            "in_practice_ja": _("Such as: 自衛隊と相手国軍が共同訓練で燃料や食料を融通できる。"),
            "signatories_en": _("Such as: Foreign Minister Kamikawa and Ambassador von Goetze."),
            "signatories_ja": _("Such as: 上川外相とフォン・ゲッツェ大使"),
            "evidence_date": _("How recent the newest evidence of its status is: 2025-06, or 2025-06-30."),
            "doubt_ja": _("Shown to readers under “Editors’ note”, as in English."),
            "also_types": _("Only for a deal that honestly sits between two types. Mostly empty."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if self.instance.pk:
            self.fields["seen_version"].initial = self._latest_version()

    def _latest_version(self) -> int:
        return latest_version(self.instance.pk)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._refuse_to_overwrite(cleaned)
        if not cleaned.get("slug") and "slug" in self.fields and "slug" not in self.errors:
            cleaned["slug"] = self._made_slug(cleaned)
        if cleaned.get("publication", self.instance.publication) == Publication.PUBLISHED:
            self._check_publishable(cleaned)
        else:
            self._check_draft(cleaned)
        return cleaned

    def _refuse_to_overwrite(self, cleaned: dict[str, Any]) -> None:
        seen = cleaned.get("seen_version") or 0
        if self.is_overtaken or (self.instance.pk and seen != self._latest_version()):
            self.add_error(
                None,
                _("Somebody has saved this deal since you opened it. See what they changed, and save again."),
            )

    def _check_draft(self, cleaned: dict[str, Any]) -> None:
        names = ("short_name_en", "short_name_ja")
        if not any(cleaned.get(name) or name in self.errors for name in names):
            self.add_error(names[0], _("A draft needs a short name in one of the two languages."))

    def _check_publishable(self, cleaned: dict[str, Any]) -> None:
        for name in NEEDED:
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("A published deal needs this. Fill it in, or save the deal as a draft."))
        for name in lacking(Deal, cleaned):
            if name not in self.errors:
                self.add_error(name, IN_ONE_LANGUAGE)
        for name, japanese, english in unequal(Deal, cleaned):
            sentence = _("In English there are %(english)d lines, here %(japanese)d: a line each, in the same order.")
            self.add_error(name, sentence % {"english": english, "japanese": japanese})
        field = "publication" if "publication" in self.fields else None
        if not has_source(self.data):
            self.add_error(
                field, _("A published deal needs at least one source. Add one below, or save this as a draft.")
            )
        if not any(row.is_filled and not row.is_deleted for row in event_rows(self.data)):
            self.add_error(
                field,
                _("A published deal needs at least one event: its status follows from them. Or save this as a draft."),
            )

    def _made_slug(self, cleaned: dict[str, Any]) -> str:
        """Return partner and type, as in germany-acsa, with the year where that is taken."""
        if not cleaned.get("type") or not cleaned.get("partners"):
            return ""
        base = "-".join([*sorted(partner.slug for partner in cleaned["partners"])[:3], cleaned["type"].slug])[:70]
        years = []
        for row in event_rows(self.data):
            try:
                years.append(PartialDate.typed(row.date).year)
            except ValueError:
                continue
        candidates = [base, *(f"{base}-{year}" for year in sorted(years)[:1])]
        candidates += [f"{candidates[-1]}-{number}" for number in range(2, 100)]
        taken = {
            *Deal.objects.filter(slug__startswith=base).values_list("slug", flat=True),
            *FormerSlug.objects.of_model(Deal).filter(slug__startswith=base).values_list("slug", flat=True),
        }
        return next(candidate for candidate in candidates if candidate not in taken)
