"""The licences of what the site stands on, as the packages themselves state them.

python -m tests.licences
"""

import re
from importlib.metadata import PackageNotFoundError, metadata

from tests.pages_list import ROOT


def locked(file: str = "requirements.lock") -> list[str]:
    """Return the names of the packages that a lock file names."""
    return re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / file).read_text(), re.MULTILINE)


def licence(package: str) -> str:
    """Return what a package says of its licence; empty where it is not installed, as on another system."""
    try:
        found = metadata(package)
    except PackageNotFoundError:
        return ""
    if stated := found.get("License-Expression"):
        return stated
    classified = [
        line.rpartition(" :: ")[2] for line in found.get_all("Classifier", []) if line.startswith("License :: ")
    ]
    return ", ".join(classified) or found.get("License", "").partition("\n")[0]


def main() -> None:
    for package in locked():
        if stated := licence(package):
            print(f"| {package} | {stated} |")


if __name__ == "__main__":
    main()
