"""What the audit takes for good enough, without a browser."""

from tests.browser.audit import CATEGORIES, Audit, median, read, shortcomings


def audit(score: float = 100, largest: float = 900, shift: float = 0) -> Audit:
    return Audit(dict.fromkeys(CATEGORIES, score), 800, largest, shift, 0, 20_000)


def test_a_page_falls_short_by_score_paint_or_shift() -> None:
    assert shortcomings(audit()) == []
    assert shortcomings(audit(score=98))[0] == "performance 98"
    assert shortcomings(audit(largest=1200)) == ["largest paint 1.20 s"]
    assert shortcomings(audit(shift=0.01)) == ["layout shift 0.010"]


def test_one_slow_run_of_three_does_not_count() -> None:
    assert shortcomings(median([audit(), audit(score=60, largest=3000), audit()])) == []


def test_a_category_without_a_score_counts_as_nothing() -> None:
    names = ("first-contentful-paint", "largest-contentful-paint", "cumulative-layout-shift", "total-blocking-time")
    report = {
        "categories": {name: {"score": None if name == "seo" else 1} for name in CATEGORIES},
        "audits": {name: {"numericValue": 0} for name in (*names, "total-byte-weight")},
    }

    assert shortcomings(read(report)) == ["seo 0"]
