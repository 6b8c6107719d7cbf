"""A workbook with a sheet for each table, a codebook, and a sheet that says what it is."""

from datetime import datetime, time
from typing import Any, BinaryIO

from agreements.exports import codebook, rights
from agreements.exports.bundle import Bundle, Table, Value

# Excel takes no longer text in a cell.
_LONGEST_TEXT = 32_767


def _put(sheet: Any, number: int, row: list[Value]) -> None:
    for column, value in enumerate(row):
        if isinstance(value, bool):
            sheet.write_boolean(number, column, value)
        elif isinstance(value, int):
            sheet.write_number(number, column, value)
        elif value:
            # Always as text: nothing becomes a formula or a link.
            sheet.write_string(number, column, value[:_LONGEST_TEXT])


def write(bundle: Bundle, file: BinaryIO) -> None:
    # Not when a worker starts: few answers are spreadsheets.
    import xlsxwriter

    # Each row goes to a temporary file as soon as the next begins.
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    # Otherwise it would hold the moment at which it was made.
    book.set_properties(
        {
            "title": bundle.about.title,
            "author": rights.SOURCE,
            "comments": f"{rights.TITLE} {rights.PATH}",
            "created": datetime.combine(bundle.about.day, time()),
        }
    )
    bold = book.add_format({"bold": True})

    def sheet_for(table: Table) -> Any:
        sheet = book.add_worksheet(table.name)
        sheet.freeze_panes(1, 1)
        for number, column in enumerate(table.columns):
            sheet.set_column(number, number, 12 if column.kind in ("date", "integer", "boolean") else 24)
            sheet.write_string(0, number, column.name, bold)
        return sheet

    sheets = {table.name: sheet_for(table) for table in bundle.tables}
    written = dict.fromkeys(sheets, 0)
    for table, row in bundle.rows():
        written[table.name] += 1
        _put(sheets[table.name], written[table.name], row)
    for table in bundle.tables:
        sheets[table.name].autofilter(0, 0, written[table.name], len(table.columns) - 1)
    explained = sheet_for(codebook.CODEBOOK)
    for number, row in enumerate(codebook.rows(bundle.tables), 1):
        _put(explained, number, row)
    _about(book.add_worksheet("about"), bundle)
    book.close()


def _about(sheet: Any, bundle: Bundle) -> None:
    about = bundle.about
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 80)
    facts: list[list[Value]] = [
        ["title", about.title],
        ["name", about.narrowed_name],
        ["version", about.version],
        ["license", f"{rights.TITLE} {rights.PATH}"],
        ["address", about.address],
        ["filters", about.query],
        ["count", bundle.count],
    ]
    for number, row in enumerate(facts):
        _put(sheet, number, row)
