# mypy: disable-error-code="type-arg, no-any-return, misc"
# Django’s classes take no type arguments at run time, and so the checker knows little of what they return.
"""A deal on one screen, with its events, sources, sums and relations."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from agreements.derived import refreshed_once
from agreements.models import Deal, Event, Publication, RelationKind
from agreements.models.edition_mark import locked_mark, put_back
from agreements.register.partial_date import PartialDate
from agreements.register.status import STANDING
from agreements.selectors.deals import deal_page
from agreements.selectors.terms_in_text import terms_of_page

from .amount import AmountInline
from .citation import CitationFormSet, CitationInline, DealPhraseInline
from .deal_duplicates import duplicates_of_typed
from .deal_filters import EvidenceFilter, PartnerFilter, RegionFilter, SourceFilter, StatusFilter
from .deal_form import DealForm, latest_version
from .deal_state import DealStateInline
from .event import EventInline
from .form_fields import OVERRIDES
from .former_slugs import ShowsFormerSlugs
from .history import KeepsHistory
from .merging import TAKE_THEIRS, merge_if_overtaken, with_theirs
from .relation import RelationInline
from .restoring import CannotRestore, changes_if_restored, restore, version
from .shown import PUBLISH, PublishersChangeWhatIsShown
from .unsaved import ComesBackUnsaved, is_unsaved

DUPLICATES_SHOWN = 5


@admin.register(Deal)
class DealAdmin(PublishersChangeWhatIsShown, ShowsFormerSlugs, KeepsHistory, ComesBackUnsaved):
    form = DealForm
    inlines = [
        EventInline,
        CitationInline,
        AmountInline,
        RelationInline,
        DealPhraseInline,
        DealStateInline,
    ]
    autocomplete_fields = ["type", "partners", "also_types"]
    formfield_overrides = OVERRIDES
    fieldsets = [
        (
            _("Which deal"),
            {
                "classes": ["bilingual"],
                "fields": [("type", "partners"), ("short_name_en", "short_name_ja"), "slug"],
            },
        ),
        (
            _("Official title"),
            {
                "classes": ["bilingual"],
                "fields": [("title_en", "title_ja"), ("title_en_confirmed", "title_ja_confirmed")],
            },
        ),
        (
            _("For readers"),
            {
                "classes": ["bilingual"],
                "fields": [
                    ("summary_en", "summary_ja"),
                    ("in_practice_en", "in_practice_ja"),
                    ("ability_en", "ability_ja"),
                    ("items_en", "items_ja"),
                    ("signatories_en", "signatories_ja"),
                    ("doubt_en", "doubt_ja"),
                ],
            },
        ),
        (
            _("Paper"),
            {"classes": ["paper"], "fields": [("instrument", "binding", "diet_approval"), "also_types"]},
        ),
        (
            _("For editors"),
            {"fields": ["evidence_date", "editors_note", "publication"]},
        ),
        (
            _("What follows from events and sources"),
            {
                "classes": ["derived"],
                "description": _("Nobody types these in: they are worked out anew after every save."),
                "fields": [
                    ("status_shown", "status_since_shown", "dated_shown"),
                    ("begins_shown", "ends_shown", "citation_count_shown"),
                    "inverse_relations_shown",
                    "former_slugs_shown",
                ],
            },
        ),
    ]
    readonly_fields = [
        "status_shown",
        "status_since_shown",
        "dated_shown",
        "begins_shown",
        "ends_shown",
        "citation_count_shown",
        "inverse_relations_shown",
        "former_slugs_shown",
    ]
    list_display = [
        "name_shown",
        "type_shown",
        "partners_shown",
        "status_shown",
        "evidence_date_shown",
        "publication_shown",
    ]
    list_filter = [
        "publication",
        SourceFilter,
        EvidenceFilter,
        ("type", admin.RelatedOnlyFieldListFilter),
        StatusFilter,
        RegionFilter,
        PartnerFilter,
    ]
    list_select_related = ["type"]
    list_per_page = 50
    search_fields = [
        "slug",
        "short_name_en",
        "short_name_ja",
        "title_en",
        "title_ja",
        "partners__name_en",
        "partners__name_ja",
        "citations__source__url",
    ]
    search_help_text = _("Name, title, partner or slug, in either language; or the address of a source.")
    ordering = ["slug"]

    # Who may do what

    def is_shown(self, record: Deal) -> bool:
        return record.is_published

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, set[str], list[Any]]:
        """Keep what readers have seen, or may have: one deal by its button, and many by the list's action."""
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, lacking, [*protected, *(deal for deal in objs if deal.slug_was_public())]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        # The model's own values are for deals that are loaded. Whoever types a title in says where it was seen.
        seen = dict.fromkeys(["title_en_confirmed", "title_ja_confirmed"], False)
        return {**seen, **super().get_changeform_initial_data(request)}

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Deal | None:
        deal: Deal | None = super().get_object(request, object_id, from_field)
        if deal is not None:
            # The form will write into the record what was typed, which need not be saved.
            deal.was_published = deal.is_published  # type: ignore[attr-defined]
        return deal

    def get_readonly_fields(self, request: HttpRequest, obj: Deal | None = None) -> list[str]:
        fields = list(super().get_readonly_fields(request, obj))
        if not request.user.has_perm(PUBLISH):
            fields.append("publication")
        if obj is not None and getattr(obj, "was_published", obj.is_published):
            fields.append("slug")
        return fields

    # The list

    def get_queryset(self, request: HttpRequest) -> QuerySet[Deal]:
        return super().get_queryset(request).prefetch_related("partners")

    @admin.display(description=_("deal"), ordering="slug")
    def name_shown(self, deal: Deal) -> str:
        return deal.short_name

    @admin.display(description=_("type"), ordering="type__position")
    def type_shown(self, deal: Deal) -> str:
        return deal.type.short_name

    @admin.display(description=_("partners"))
    def partners_shown(self, deal: Deal) -> str:
        return ", ".join(partner.name for partner in deal.partners.all())

    @admin.display(description=_("status"), ordering="status")
    def status_shown(self, deal: Deal) -> str:
        return deal.get_status_display() if deal.status else gettext("no event yet")

    @admin.display(description=_("evidence up to"), ordering="evidence_date", empty_value="–")
    def evidence_date_shown(self, deal: Deal) -> PartialDate | None:
        return deal.evidence_date

    @admin.display(description=_("publication"), ordering="publication")
    def publication_shown(self, deal: Deal) -> str:
        return deal.get_publication_display()

    # What is derived

    @admin.display(description=_("status since"))
    def status_since_shown(self, deal: Deal) -> PartialDate | str:
        return deal.status_since or self.get_empty_value_display()

    @admin.display(description=_("date in lists"))
    def dated_shown(self, deal: Deal) -> PartialDate | str:
        return deal.dated or self.get_empty_value_display()

    @admin.display(description=_("begins"))
    def begins_shown(self, deal: Deal) -> PartialDate | str:
        return deal.begins or self.get_empty_value_display()

    @admin.display(description=_("ends"))
    def ends_shown(self, deal: Deal) -> PartialDate | str:
        return deal.ends or self.get_empty_value_display()

    @admin.display(description=_("number of sources"))
    def citation_count_shown(self, deal: Deal) -> int:
        return deal.citation_count or 0

    @admin.display(description=_("as other deals have it"))
    def inverse_relations_shown(self, deal: Deal) -> str:
        if deal.pk is None:
            return ""
        return format_html_join(
            "; ",
            '{} <a href="{}">{}</a>',
            (
                (
                    relation.inverse_display,
                    reverse("admin:agreements_deal_change", args=[relation.deal_id]),
                    relation.deal,
                )
                for relation in deal.inverse_relations.select_related("deal")
            ),
        )

    # Saving

    def _changeform_view(self, request: HttpRequest, object_id: str | None, *args: Any) -> HttpResponse:
        # Where nothing can be saved, no row can be locked either; the next attempt looks for what was saved meanwhile.
        can_lock = request.method == "POST" and not is_unsaved(request)
        request.mark = locked_mark() if can_lock else {}  # type: ignore[attr-defined]
        if can_lock and object_id and (deal := self._locked(object_id)) is not None:
            if (merge := merge_if_overtaken(self, request, deal, latest_version(deal.pk))) is not None:
                request.merge = merge  # type: ignore[attr-defined]
                request.POST = merge.data  # type: ignore[assignment]
            elif TAKE_THEIRS in request.POST:
                request.POST = with_theirs(self, request, deal)  # type: ignore[assignment]
        return super()._changeform_view(request, object_id, *args)

    def _locked(self, object_id: str) -> Deal | None:
        """Return the deal, which nobody else saves until this request is through."""
        if not (object_id.isascii() and object_id.isdigit()):
            return None
        return Deal.objects.select_for_update().filter(pk=int(object_id)).first() if len(object_id) < 19 else None

    def get_form(self, request: HttpRequest, obj: Deal | None = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.is_overtaken = hasattr(request, "merge")
        return form

    def save_model(self, request: HttpRequest, obj: Deal, form: Any, change: bool) -> None:
        wanted = obj.publication
        if not change or "publication" in form.changed_data:
            # The database asks a published deal for a source, and its sources are saved after it.
            obj.publication = Publication.DRAFT
        super().save_model(request, obj, form, change)
        obj.publication = wanted

    def save_parts(self, formsets: Sequence[Any]) -> None:
        events: list[Any] = next((formset.forms for formset in formsets if formset.model is Event), [])
        for formset in formsets:
            if isinstance(formset, CitationFormSet):
                formset.events_typed = [form.instance for form in events]
        # Half-way through, a deal may end before it begins: work things out at the end.
        with refreshed_once():
            super().save_parts(formsets)

    def has_changed(self, form: Any, formsets: Sequence[Any]) -> bool:
        # A deal comes back with its parts as a version, and so has one of each save.
        return super().has_changed(form, formsets) or any(formset.has_changed() for formset in formsets)

    def save_related(self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        deal: Deal = form.instance
        if not (deal.is_published or getattr(deal, "was_published", False)):
            put_back(request.mark)  # type: ignore[attr-defined]
        elif deal.is_published:
            self._tell_of_what_still_stands(request, deal)

    def _tell_of_what_still_stands(self, request: HttpRequest, deal: Deal) -> None:
        """Name the deals that this one supersedes and that still stand for readers: no event of their own ends them."""
        superseded = Deal.objects.filter(inverse_relations__deal=deal, inverse_relations__kind=RelationKind.SUPERSEDES)
        for other in superseded.published().filter(status__in=STANDING).distinct():
            link = format_html('<a href="{}">{}</a>', reverse("admin:agreements_deal_change", args=[other.pk]), other)
            sentence = gettext("Readers still see {deal} as standing: give it an event that says it was superseded.")
            self.message_user(request, format_html(sentence, deal=link), messages.WARNING)

    # After saving

    def response_add(self, request: HttpRequest, obj: Deal, post_url_continue: str | None = None) -> HttpResponse:
        if "_preview" in request.POST:
            return self._to_preview(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Deal) -> HttpResponse:
        if "_preview" in request.POST:
            return self._to_preview(request, obj)
        return super().response_change(request, obj)

    def _to_preview(self, request: HttpRequest, deal: Deal) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:agreements_deal_preview", args=[deal.pk]))

    def view_on_site(self, obj: Deal) -> str:
        if obj.is_published:
            return obj.get_absolute_url()
        return reverse("admin:agreements_deal_preview", args=[obj.pk])

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        deal = kwargs.get("obj")
        context["merge"] = getattr(request, "merge", None)
        context["is_locked"] = deal is not None and not self.may_touch(request, deal)
        return super().render_change_form(request, context, *args, **kwargs)

    # Further pages

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("duplicates/", wrap(require_GET(self.duplicates)), name="agreements_deal_duplicates"),
            path("<int:deal_id>/preview/", wrap(require_GET(self.preview)), name="agreements_deal_preview"),
            path("<object_id>/history/<version_id>/", wrap(self.version_view), name="agreements_deal_simple_history"),
            *super().get_urls(),
        ]

    def preview(self, request: HttpRequest, deal_id: int) -> HttpResponse:
        """The deal's page as readers will have it."""
        deal = get_object_or_404(Deal, pk=deal_id)
        if not self.has_view_permission(request, deal):
            raise PermissionDenied
        terms = terms_of_page([partner.slug for partner in deal.partners.all()])
        return TemplateResponse(request, "agreements/deals/detail.html", {"page": deal_page(deal), "terms": terms})

    def duplicates(self, request: HttpRequest) -> HttpResponse:
        """Name the deals that may be the one being typed in. A fragment of the form."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        found = duplicates_of_typed(request)
        return TemplateResponse(
            request,
            "admin/agreements/deal/_duplicates.html",
            {"duplicates": found[:DUPLICATES_SHOWN], "more": max(0, len(found) - DUPLICATES_SHOWN)},
        )

    # History

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        deal = self.visible_or_404(request, object_id)
        may_restore = {"may_restore": self.has_change_permission(request, deal)}
        return super().history_view(request, object_id, {**may_restore, **(extra_context or {})})

    def version_view(self, request: HttpRequest, object_id: str, version_id: str) -> HttpResponse:
        """Show what bringing an old version back would change, and bring it back."""
        deal = self.visible_or_404(request, object_id)
        old = version(deal.pk, int(version_id)) if version_id.isascii() and version_id.isdigit() else None
        if old is None:
            raise Http404
        may_restore = self.has_change_permission(request, deal)
        if request.method == "POST":
            if not may_restore:
                raise PermissionDenied
            return self._restore(request, deal, old)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("An earlier version of %(deal)s") % {"deal": deal},
            "opts": self.opts,
            "object": deal,
            "moment": old.deal.history_date,
            "changes": changes_if_restored(deal.pk, old.deal.history_id),
            "may_restore": may_restore,
        }
        return TemplateResponse(request, "admin/agreements/deal/restore.html", context)

    def _restore(self, request: HttpRequest, deal: Deal, old: Any) -> HttpResponse:
        try:
            restore(deal, old, timezone.now(), request.user)
        except CannotRestore as reason:
            messages.error(request, str(reason))
            return redirect("admin:agreements_deal_history", deal.pk)
        self.log_change(request, deal, gettext("Restored an earlier version."))
        messages.success(request, gettext("The earlier version is back. The one that it replaced is in the history."))
        return redirect("admin:agreements_deal_change", deal.pk)
