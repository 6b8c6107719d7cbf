"""The downloads, read by polars in an environment made for it and thrown away.

    manage.py export_data DIR
    python -m tests.exports.read_back DIR

polars guesses the type of each column from its values, as a reader's own program would: a file that cannot be
read, or whose forms disagree about rows or columns, ends the run. It is no dependency of the project, hence a
command and not a test: the environment is installed from whatever package index pip is set to use.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

READERS = ("polars==1.*", "fastexcel")

# Run inside the environment. Prints one JSON object: file -> [rows, columns, slugs of the rows in order].
SCRIPT = """
import io, json, sqlite3, sys, zipfile
from pathlib import Path
import polars

folder = Path(sys.argv[1])
FIRST = {"deals": "slug", "grid": "partner"}

def csv(source):
    return polars.read_csv(source, infer_schema_length=None)

def table(path, name):
    if path.suffix == ".csv":
        return csv(path)
    if path.suffix == ".jsonl":
        return polars.read_ndjson(path, infer_schema_length=None)
    if path.suffix == ".json":
        return polars.DataFrame(json.loads(path.read_text())["results"], infer_schema_length=None)
    if path.suffix == ".xlsx":
        return polars.read_excel(path, sheet_name=name, engine="calamine", infer_schema_length=None)
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as package:
            return csv(io.BytesIO(package.read(f"{name}.csv")))
    with sqlite3.connect(path) as database:
        return polars.read_database(f"SELECT * FROM {name} ORDER BY rowid", database, infer_schema_length=None)

found = {}
for name, first in FIRST.items():
    for suffix in ("csv", "json", "jsonl", "xlsx", "sqlite", "zip"):
        path = folder / f"{name}.{suffix}"
        frame = table(path, name)
        found[path.name] = [frame.height, frame.width, [str(value) for value in frame[first]]]
print(json.dumps(found))
"""


def read(folder: Path) -> dict[str, tuple[int, int, list[str]]]:
    with tempfile.TemporaryDirectory() as made:
        subprocess.run([sys.executable, "-m", "venv", made], check=True)
        python = Path(made) / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", *READERS], check=True)
        answer = subprocess.run([python, "-c", SCRIPT, folder], check=True, stdout=subprocess.PIPE)
    return {name: tuple(values) for name, values in json.loads(answer.stdout).items()}


def main(folder: Path) -> int:
    read_back = read(folder)
    for name, (rows, columns, _) in read_back.items():
        print(f"{name:12} {rows:>7,} rows of {columns} columns")
    wrong = 0
    for dataset in ("deals", "grid"):
        rows_of = {name: tuple(keys) for name, (_, _, keys) in read_back.items() if name.startswith(dataset)}
        if len(set(rows_of.values())) != 1:
            print(f"The forms of {dataset} do not hold the same rows in the same order.", file=sys.stderr)
            wrong = 1
    return wrong


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
