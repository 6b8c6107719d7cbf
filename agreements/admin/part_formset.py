# mypy: disable-error-code="type-arg"
# Django’s classes take no type arguments at run time.
"""What the rows of all of a deal's parts have in common."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from agreements.checking.languages import lacking

IN_ONE_LANGUAGE = _("Readers would have this in the other language only. Fill it in, or save the deal as a draft.")


class PartFormSet(BaseInlineFormSet):
    """Rows of which no two say the same. The message stands beside the field, and not above all rows as Django's."""

    # The fields that tell two rows apart; the last one gets the message.
    identifying: ClassVar[tuple[str, ...]] = ()
    repeated: ClassVar[Any] = ""

    def rows_kept(self) -> Iterator[Any]:
        """Yield the forms that are filled in and stay."""
        for form in self.forms:
            if form not in self.deleted_forms and getattr(form, "cleaned_data", None):
                yield form

    def identity(self, form: Any) -> tuple[Any, ...]:
        return tuple(form.cleaned_data.get(name) for name in self.identifying)

    def clean(self) -> None:
        seen: set[tuple[Any, ...]] = set()
        for form in self.rows_kept():
            if any(form.cleaned_data.get(name) is None for name in self.required_names()):
                continue
            identity = self.identity(form)
            if identity in seen:
                form.add_error(self.identifying[-1], self.repeated)
            seen.add(identity)
        if self.instance.is_published:
            self._check_languages()
        # Last, as it takes the values of repeated rows away.
        super().clean()

    def _check_languages(self) -> None:
        for form in self.rows_kept():
            for name in lacking(form._meta.model, form.cleaned_data):
                if name not in form.errors:
                    form.add_error(name, IN_ONE_LANGUAGE)

    def required_names(self) -> tuple[str, ...]:
        return self.identifying
