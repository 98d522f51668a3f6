"""Where the tables lie that tests of behaviour stand on: no new figure can break them."""

from pathlib import Path

FROZEN = Path(__file__).parent / "data"
