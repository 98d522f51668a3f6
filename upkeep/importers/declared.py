"""What `publishers.toml` says of publishers, their files and the names they use."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

DECLARED: Final[Mapping[str, Any]] = tomllib.loads(
    Path(__file__).with_name("publishers.toml").read_text(encoding="utf-8")
)


def find_codes(kind: str) -> dict[str, str]:
    """The code for each name of a kind: places, donors, oblasts or weapons."""
    named = DECLARED["names"][kind].items()
    return {name: code for code, names in named for name in names}
