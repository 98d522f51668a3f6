"""What makes two snapshots one: the rows, the view, the house that drew them, and its address."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
DRAWING: Final = ("schemas", "locales", "figures", "snapshots")
"""The folders that decide what a snapshot looks like and says."""
KINDS: Final = (".py", ".po", ".css", ".js")
LIBRARIES: Final = ("babel", "kaleido", "openpyxl", "pandas", "pillow", "plotly", "pycountry")
RESULTS: Final = ("hash", "files")
"""What a manifest says about the finished folder."""
LENGTH: Final = 20


@cache
def renderer() -> str:
    """The version of all that draws: our own code and words, and the libraries that write bytes.

    It changes by itself with any of them, so nobody can forget to raise it.
    """
    digest = hashlib.sha256()
    for folder in DRAWING:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in KINDS:
                digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
                digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    digest.update("".join(f"{name} {version(name)}\n" for name in LIBRARIES).encode())
    return digest.hexdigest()[:LENGTH]


def name_of(manifest: Mapping[str, object]) -> str:
    """The name of a snapshot: a hash of what its manifest says it was made from.

    Rows, view, renderer, browser, site: all but the sums of its files.
    It can be checked without the house: `data.csv` must have the sum the manifest gives.
    """
    inputs = {name: manifest[name] for name in sorted(manifest) if name not in RESULTS}
    text = json.dumps(inputs, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]
