"""The form by which a reader reports a mistake. It asks for no name and no address of the reader’s."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.models import Report
from agreements.models.report import LONGEST_ADDRESS, LONGEST_REPORT
from agreements.models.web_address import WebAddressValidator
from agreements.reporting import SHORTEST_STAY, FormToken, read_token
from agreements.selectors.reports import Subject, facts_of

SHORTEST_REPORT = 10
# A field that no person sees and many a program fills in.
TRAP = "website"


class ReportForm(forms.Form):
    fact = forms.ChoiceField(
        required=False,
        error_messages={"invalid_choice": _("Choose a part of the page from the list.")},
    )
    text = forms.CharField(
        min_length=SHORTEST_REPORT,
        max_length=LONGEST_REPORT,
        error_messages={
            "required": _("Say what is wrong: the editors have nothing else to go by."),
            "min_length": _("Say it in a few words more: at least %(limit_value)d characters."),
            "max_length": _(
                "That has %(show_value)d characters; at most %(limit_value)d can be sent. Cut it, or send two reports."
            ),
            "null_characters_not_allowed": _("There is a character in it that is not text."),
        },
    )
    evidence = forms.CharField(
        required=False,
        max_length=LONGEST_ADDRESS,
        validators=[WebAddressValidator()],
        error_messages={
            "max_length": _("An address has at most %(limit_value)d characters here."),
            "null_characters_not_allowed": _("There is a character in it that is not text."),
        },
    )
    may_be_shown = forms.BooleanField(required=False)
    token = forms.CharField(required=False)
    website = forms.CharField(required=False)

    # What the token says, once the form is clean.
    read: FormToken

    def __init__(self, subject: Subject, is_from_this_site: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject = subject
        self.is_from_this_site = is_from_this_site
        facts: Any = self.fields["fact"]
        facts.choices = [("", ""), *facts_of(subject)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        token = read_token(cleaned.get("token", ""))
        if not self.is_from_this_site:
            self.add_error(None, _("Your browser says that this was sent from another site. Send it again from here."))
        if cleaned.get(TRAP):
            self.add_error(
                None, _("A field that is to stay empty was filled in, as programs do. It is empty now: send it again.")
            )
        if token is None:
            self.add_error(None, _("The form was open for too long. It is new now, with your words: send it again."))
        elif token.is_too_quick:
            quick = _(
                "That was quicker than anybody types. If you are a person, send it again after %(seconds)d seconds."
            )
            self.add_error(None, quick % {"seconds": SHORTEST_STAY})
        else:
            self.read = token
        return cleaned

    def report(self, language: str) -> Report:
        """Return what a clean form holds, not yet kept."""
        cleaned = self.cleaned_data
        return Report(
            kind=self.subject.kind,
            slug=self.subject.slug,
            fact=cleaned["fact"],
            # Browsers send line ends as two characters.
            text=cleaned["text"].replace("\r\n", "\n"),
            evidence=cleaned["evidence"],
            may_be_shown=cleaned["may_be_shown"],
            language=language,
        )
