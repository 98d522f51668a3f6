"""The plotly.js pictures are painted with: the small bundle where there is one, else the whole."""

import os
import re
import sys
from functools import cache
from pathlib import Path
from typing import Final

import plotly
from plotly.offline import get_plotlyjs_version

SETTING: Final = "DASHBOARD_PLOTLY_JS"
"""Environment variable that names the small bundle."""
SMALL: Final = "plotly-basic.min.js"


class WrongBundle(RuntimeError):
    """Raised when the bundle named in the settings is missing or of another version."""


def plotly_js() -> Path:
    """The script to paint with, the small one a third faster; raises WrongBundle by its setting."""
    if named := os.environ.get(SETTING):
        path = Path(named).resolve()
        if not path.is_file():
            raise WrongBundle(
                f"{SETTING} names {path}, which is no file; unset it or name {SMALL}."
            )
        if version_of(path) != version():
            raise WrongBundle(
                f"{path} is plotly.js {version_of(path) or 'of no known version'}; "
                f"name the bundle of {version()}, or unset {SETTING}."
            )
        return path
    found = Path(sys.prefix) / "share" / "dashboard" / SMALL
    if found.is_file() and version_of(found) == version():
        return found
    return Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


@cache
def version() -> str:
    """The version of plotly.js that belongs to the installed Plotly: 4.1.1."""
    return str(get_plotlyjs_version())


def version_of(script: Path) -> str:
    """The version a bundle says it is, in its first lines; '' where it says none."""
    with script.open("rb") as file:
        head = file.read(400)
    found = re.search(rb"\bv(\d+\.\d+\.\d+)", head) if b"plotly.js" in head else None
    return found[1].decode() if found else ""
