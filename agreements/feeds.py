"""Atom feeds (RFC 4287): what the register learned and corrected, and the events that it began with."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agreements.dates import with_standing
from agreements.exports import rights
from agreements.models import Event, EventKind
from agreements.selectors.changes import Followed
from agreements.selectors.entries import Change
from agreements.selectors.history import start_of
from agreements.selectors.identities import name_of

# Since when the names are given, as RFC 4151 asks of a tag.
_MINTED = "2026-11"
# What XML cannot hold, and what a text from elsewhere may.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a feed stands: the site, the feed and the page that it follows, in the language in use and in the other."""

    origin: str
    feed: str
    page: str
    other_feed: str
    other_language: str

    def name(self, path: str) -> str:
        """Return a name for ever. Each language has its own: who follows both wants both."""
        return f"tag:{urlsplit(self.origin).hostname},{_MINTED}:{get_language()}/{path}"


class _Atom(Atom1Feed):
    """Django's feed, with the languages and media types of its links and entries whose text is content."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        other = {
            "rel": "alternate",
            "type": "application/atom+xml",
            "hreflang": self.feed["other_language"],
            "href": self.feed["other_feed"],
        }
        handler.addQuickElement("link", "", other)

    def add_item_elements(self, handler: Any, item: Any) -> None:
        super().add_item_elements(handler, {**item, "description": None})
        handler.addQuickElement("content", item["description"], {"type": "html"})


def _text(words: object) -> str:
    return _NOT_IN_XML.sub("", str(words))


def _add_change(feed: _Atom, change: Change, address: Address, slugs: dict[int, str]) -> None:
    about = slugs.get(change.deal.pk, change.about) if change.deal else change.about
    feed.add_item(
        title=_text(change.headline),
        # A source has no page here: its own address leads out.
        link=urljoin(address.origin, change.address),
        description=_text(
            render_to_string("agreements/changes/feed_entry.html", {"change": change, "origin": address.origin})
        ),
        unique_id=address.name(f"changes/{about}/{change.name}"),
        updateddate=timezone.localtime(change.moment),
        categories=[change.kind.value, *([change.type.slug] if change.type else [])],
    )


def _event_title(event: Event) -> str:
    assert event.date is not None
    what = event.note if event.kind == EventKind.MILESTONE else event.get_kind_display()
    date = with_standing(event.date.in_words(get_language() or "en"), event.date_standing)
    dated = _("%(event)s (%(date)s)") % {"event": what, "date": date}
    return _("%(deal)s: %(event)s") % {"deal": event.deal, "event": dated}


def _add_event(feed: _Atom, event: Event, address: Address, slugs: dict[int, str]) -> None:
    assert event.date is not None
    # A date known to the month counts from its first day, here as everywhere; the title has it as the source does.
    day = start_of(event.date.first_day)
    feed.add_item(
        title=_text(_event_title(event)),
        link=address.origin + event.deal.get_absolute_url(),
        description=_text(render_to_string("agreements/changes/feed_event.html", {"event": event})),
        unique_id=address.name(f"events/{name_of(event, slugs)}"),
        pubdate=day,
        updateddate=day,
        categories=[event.kind, event.deal.type.slug],
    )


def atom(title: str, subtitle: str, found: Followed, address: Address) -> bytes:
    """Return a feed. The same register gives the same bytes."""
    path = address.feed.removeprefix(f"/{get_language()}").strip("/")
    feed = _Atom(
        title=_text(title),
        link=address.origin + address.page,
        description=None,
        subtitle=_text(subtitle),
        language=get_language(),
        author_name=_("The Rosetta Stone of Japan’s security deals"),
        author_link=address.origin + "/",
        feed_url=address.origin + address.feed,
        feed_guid=address.name(path),
        feed_copyright=f"{rights.TITLE}, {rights.PATH}",
        other_feed=address.origin + address.other_feed,
        other_language=address.other_language,
    )
    for change in found.changes:
        _add_change(feed, change, address, found.slugs)
    for event in found.events:
        _add_event(feed, event, address, found.slugs)
    # A feed without entries has no moment of its own: the day of the register, and not the clock's.
    latest = feed.latest_post_date() if feed.num_items() else start_of(found.gathered_on)
    feed.latest_post_date = lambda: latest  # type: ignore[method-assign]
    return feed.writeString("utf-8").encode()
