"""RIS, for reference managers: a field a line, each with its tag; in UTF-8."""

from .sentences import edition
from .work import Work, one_line


def written(work: Work) -> str:
    fields = [
        ("TY", "DATA" if work.is_data else "ENCYC"),
        ("ID", work.key),
        ("TI", work.title or work.site),
        ("AU", work.author),
        ("PB", work.site),
        ("T2", work.site if work.title else ""),
        ("PY", str(work.day.year)),
        ("DA", f"{work.day:%Y/%m/%d}"),
        ("ET", work.version),
        ("LA", work.language),
        ("N1", edition(work)),
        ("UR", work.address),
    ]
    # A text in one line can begin no field of its own.
    lines = [f"{tag}  - {one_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])
