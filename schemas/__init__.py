"""What valid data is, said once, and the only way to read it."""

from schemas.findings import Finding, InvalidData
from schemas.losses import find_losses
from schemas.reading import (
    CITING,
    DATA,
    FACTS,
    MODELS,
    SAID,
    TABLES,
    Tables,
    data_folder,
    read,
    read_all,
    read_as_written,
    read_contents,
)

__all__ = [
    "CITING",
    "DATA",
    "FACTS",
    "MODELS",
    "SAID",
    "TABLES",
    "Finding",
    "InvalidData",
    "Tables",
    "data_folder",
    "find_losses",
    "read",
    "read_all",
    "read_as_written",
    "read_contents",
]
