"""What every page of the site shows."""

from django.http import HttpRequest
from django.utils.encoding import escape_uri_path
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from agreements.http import is_as_file, origin_of, path_in
from agreements.selectors.site import register_in_brief

# The pages that are there to answer a question in the address or a form: in a copy as files they begin by saying that
# they cannot.
_ASKED = frozenset(
    {
        "api", "changes", "compare", "comparison_cite", "deal_list", "deals_cite", "decode", "grid", "grid_cite",
        "identify", "map", "map_cite", "report", "search", "timeline", "timeline_cite",
    }
)  # fmt: skip


def site(request: HttpRequest) -> dict[str, object]:
    """Return the page's address in both languages, and the register's date and size, read only where shown."""
    origin = origin_of(request)
    query = request.META.get("QUERY_STRING", "")
    suffix = f"?{query}" if query else ""
    # Where no address matches, as on a page that says so, there is no name.
    here = request.resolver_match.url_name if request.resolver_match else ""
    is_copy = is_as_file(request)
    other = "en" if get_language() == "ja" else "ja"
    return {
        "origin": origin,
        "address": f"{origin}{escape_uri_path(request.path)}",
        "address_en": f"{origin}{path_in('en', request.path)}",
        "address_ja": f"{origin}{path_in('ja', request.path)}",
        "here": here,
        "is_copy": is_copy,
        "needs_site": is_copy and here in _ASKED,
        # What a page cites it says itself, and the query that leads to the same view, where it is not what is cited:
        # a reference is to the list, and not to one of its pages.
        "cited": None,
        "same_view": None,
        "other_language": other,
        "other_language_path": path_in(other, request.path) + suffix,
        "register": SimpleLazyObject(register_in_brief),
    }
