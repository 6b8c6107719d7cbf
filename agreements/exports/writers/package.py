"""A Frictionless Data Package in one archive: datapackage.json, and a CSV file for each table."""

import json
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from shutil import copyfileobj
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from agreements.exports import codebook, rights
from agreements.exports.bundle import Bundle, Column, Table

from . import csv

# A date known to the day, the month or the year.
_DATE_PATTERN = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.values:
        constraints["enum"] = [value for value, _ in column.values]
    if column.kind == "date":
        constraints["pattern"] = _DATE_PATTERN
    entry = codebook.Entry("column", "", column.name, "", column.meaning)
    return {
        "name": column.name,
        "type": column.kind if column.kind in ("integer", "boolean") else "string",
        "title": column.name.replace("_", " "),
        "description": entry.in_language("en"),
        "description_ja": entry.in_language("ja"),
        **({"constraints": constraints} if constraints else {}),
    }


def _resource(table: Table, names: Sequence[str]) -> dict[str, Any]:
    keys = [
        {"fields": [reference.column], "reference": {"resource": reference.table, "fields": [reference.other]}}
        for reference in table.references
        if reference.table in names
    ]
    entry = codebook.Entry("table", table.name, "", "", table.meaning)
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": entry.in_language("en"),
        "description_ja": entry.in_language("ja"),
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def description(bundle: Bundle) -> dict[str, Any]:
    """Return what datapackage.json holds."""
    about = bundle.about
    tables = [*bundle.tables, codebook.CODEBOOK]
    names = [table.name for table in tables]
    return {
        "profile": "tabular-data-package",
        "name": about.narrowed_name,
        "title": about.title,
        "version": about.version.replace("-", "."),
        "created": f"{about.day}T00:00:00Z",
        **({"homepage": about.address} if about.address.startswith("http") else {}),
        "licenses": [{"name": rights.NAME, "title": rights.TITLE, "path": rights.PATH}],
        "sources": [{"title": rights.SOURCE}],
        "filters": about.query,
        "resources": [_resource(table, names) for table in tables],
    }


def write(bundle: Bundle, file: BinaryIO) -> None:
    day = bundle.about.day

    def entry(name: str) -> ZipInfo:
        # The date of the facts and not of the clock, so that the same facts give the same bytes.
        info = ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
        info.compress_type = ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        # Unix, on whatever system it is written.
        info.create_system = 3
        return info

    with ZipFile(file, "w") as archive, ExitStack() as stack:
        text = json.dumps(description(bundle), ensure_ascii=False, indent=1) + "\n"
        archive.writestr(entry("datapackage.json"), text.encode())
        files = {table.name: stack.enter_context(tempfile.TemporaryFile()) for table in bundle.tables}
        for table in bundle.tables:
            files[table.name].writelines(csv.encoded([csv.header(table)]))
        for table, row in bundle.rows():
            files[table.name].writelines(csv.encoded([row]))
        for table in bundle.tables:
            files[table.name].seek(0)
            with archive.open(entry(f"{table.name}.csv"), "w", force_zip64=True) as target:
                copyfileobj(files[table.name], target)
        rows = [csv.header(codebook.CODEBOOK), *codebook.rows(bundle.tables)]
        archive.writestr(entry("codebook.csv"), b"".join(csv.encoded(rows)))
