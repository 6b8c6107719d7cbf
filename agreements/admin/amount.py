# mypy: disable-error-code="type-arg"
# Django’s classes take no type arguments at run time.
"""A deal's sums of money, as rows of the deal's form."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agreements.models import Amount

from .part_formset import PartFormSet


class AmountForm(forms.ModelForm):
    class Meta:
        model = Amount
        fields = ["kind", "amount", "currency", "note_en", "note_ja"]
        help_texts = {
            "kind": _("A grant is given, a ceiling may not be reached, a contract price is paid."),
            "amount": _("In whole units: 1,600 million yen is 1600000000."),
            "note_en": _("Such as: for five coastal radars."),
            "note_ja": _("Such as: 沿岸監視レーダー5基分"),
        }

    def clean_currency(self) -> str:
        currency: str = self.cleaned_data["currency"].strip().upper()
        if len(currency) != 3 or not (currency.isascii() and currency.isalpha()):
            raise forms.ValidationError(_("A currency is three capital letters, such as JPY."))
        return currency

    def clean_amount(self) -> Any:
        amount = self.cleaned_data["amount"]
        if amount <= 0:
            raise forms.ValidationError(_("An amount is more than nothing."))
        return amount


class AmountFormSet(PartFormSet):
    identifying = ("kind", "currency", "amount")
    repeated = _("This amount is there already.")


class AmountInline(admin.StackedInline):
    model = Amount
    form = AmountForm
    formset = AmountFormSet
    extra = 0
    fieldsets = [(None, {"fields": [("kind", "amount", "currency"), ("note_en", "note_ja")]})]
