"""The downloads, read by polars in an environment made for it and thrown away.

    make read-back                           makes the files of the register in fixtures/, and reads them
    python -m tests.exports.read_back DIR    reads those that `manage.py export_data DIR` wrote

polars guesses the type of each column from its values, as a reader's own program would: a file that cannot be
read, or whose forms disagree about tables, columns, rows or numbers, ends the run. It is no dependency of the project,
hence a command and not a test: the environment is installed from whatever package index pip is set to use. Where
that has no polars, a loud line says that nothing was read.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tests.pages_list import ROOT
from tests.running_site import prepare, running_environment

READERS = ("polars==2.1.0", "fastexcel==0.21.0")

# Run inside the environment. Prints a line of JSON for each table of each file:
# file, table, columns, rows, values of the first column in order, sums of the columns of numbers by their names.
SCRIPT = """
import io, json, sqlite3, sys, zipfile
from pathlib import Path
import polars

folder = Path(sys.argv[1])
# Of JSON lines polars keeps no order of keys.
FIRST = {"deals": "slug", "grid": "partner", "codebook": "position"}

def csv(source):
    return polars.read_csv(source, infer_schema_length=None)

def tell(path, name, frame):
    first = [str(value) for value in frame[FIRST.get(name, frame.columns[0])]]
    sums = frame.select(polars.selectors.numeric()).sum()
    numbers = {column: int(sums[column][0]) for column in sums.columns} if frame.height else {}
    print(json.dumps([path.name, name, frame.columns, frame.height, first, numbers]), flush=True)

for path in sorted(folder.iterdir()):
    if path.suffix == ".csv":
        tell(path, path.stem, csv(path))
    elif path.suffix == ".jsonl":
        tell(path, path.stem, polars.read_ndjson(path, infer_schema_length=None))
    elif path.suffix == ".json":
        rows = json.loads(path.read_text(encoding="utf-8"))["results"]
        tell(path, path.stem, polars.DataFrame(rows, infer_schema_length=None))
    elif path.suffix == ".xlsx":
        sheets = polars.read_excel(path, sheet_id=0, engine="calamine", infer_schema_length=None)
        for name, frame in sheets.items():
            if name != "about":
                tell(path, name, frame)
    elif path.suffix == ".zip":
        with zipfile.ZipFile(path) as package:
            for name in sorted(set(package.namelist()) - {"datapackage.json"}):
                tell(path, name.removesuffix(".csv"), csv(io.BytesIO(package.read(name))))
    elif path.suffix == ".sqlite":
        with sqlite3.connect(path) as database:
            tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for (name,) in tables:
                if name != "about":
                    query = f'SELECT * FROM "{name}" ORDER BY rowid'
                    tell(path, name, polars.read_database(query, database, infer_schema_length=None))
"""


class Frame(NamedTuple):
    """A table as polars has it from one file.

    `first` holds the values of its first column, `sums` those of its columns of numbers, by their names.
    """

    file: str
    table: str
    columns: list[str]
    rows: int
    first: list[str]
    sums: dict[str, int]


class NotInstalledError(Exception):
    """No package index that pip is set to use has the readers."""


def read(folder: Path) -> list[Frame]:
    """Return the tables of all files in a folder, or raise NotInstalledError."""
    with tempfile.TemporaryDirectory() as made:
        subprocess.run([sys.executable, "-m", "venv", made], check=True)
        python = Path(made) / "bin" / "python"
        install = ("-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--only-binary", ":all:")
        if subprocess.run([python, *install, *READERS]).returncode:
            raise NotInstalledError
        answer = subprocess.run([python, "-c", SCRIPT, folder], check=True, stdout=subprocess.PIPE)
    return [Frame(*json.loads(line)) for line in answer.stdout.splitlines()]


def disagreements(frames: Iterable[Frame]) -> list[str]:
    """Return a sentence for each table that is not the same in all files that hold it.

    JSON has lists and records where tables have columns: of it, only the rows are compared. A column is one of numbers
    where every file has it so: SQLite has 1 for true, and CSV no type for a year.
    """
    told = []
    by_table: dict[str, list[Frame]] = {}
    for frame in frames:
        by_table.setdefault(f"{frame.table} of {frame.file.partition('.')[0]}", []).append(frame)
    for table, of_table in by_table.items():
        flat = [frame for frame in of_table if not frame.file.endswith((".json", ".jsonl"))]
        numbers = set.intersection(*(set(frame.sums) for frame in flat)) if flat else set()
        for what, found in (
            ("rows", {(frame.rows, *frame.first) for frame in of_table}),
            ("columns", {tuple(frame.columns) for frame in flat}),
            ("numbers", {tuple(frame.sums[name] for name in sorted(numbers)) for frame in flat}),
        ):
            if len(found) > 1:
                files = ", ".join(frame.file for frame in of_table)
                told.append(f"The {what} of {table} are not the same in {files}.")
    return told


def _exported(folder: Path) -> Path:
    """Return a folder with the files of the register in fixtures/."""
    prepare(folder)
    files = folder / "files"
    exporting = [sys.executable, "manage.py", "export_data", files]
    subprocess.run(exporting, cwd=ROOT, check=True, env=running_environment(folder), stdout=subprocess.DEVNULL)
    return files


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        try:
            frames = read(Path(arguments[0]) if arguments else _exported(Path(folder)))
        except NotInstalledError:
            # What an index lacks today is no fault of the files.
            print(f"\n{'!' * 8} NOT READ BACK: {' and '.join(READERS)} cannot be had. {'!' * 8}\n", file=sys.stderr)
            return 0
    for frame in frames:
        print(f"{frame.file:14} {frame.table:12} {frame.rows:>7,} rows of {len(frame.columns)} columns")
    told = disagreements(frames)
    for sentence in told:
        print(sentence, file=sys.stderr)
    return 1 if told or not frames else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
