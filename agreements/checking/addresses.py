"""Addresses that would lead to two places."""

from collections.abc import Iterator

from agreements.models import FormerSlug
from agreements.models.former_slug import MODEL_OF_PAGE, PageKind

from .finding import Finding, finding
from .register import Register


def former_slugs_are_no_present_ones(register: Register) -> Iterator[Finding]:
    """Where a record has a slug now, its page is there, and no other can be led to."""
    present = {(type(record), record.natural_key()) for record in register.records}
    for former in register.records:
        if isinstance(former, FormerSlug) and (MODEL_OF_PAGE[PageKind(former.kind)], (former.slug,)) in present:
            yield finding(
                former, "slug", f"a {former.kind} has this slug now; it cannot lead to {former.record.slug} too"
            )


RULES = (former_slugs_are_no_present_ones,)
