"""What valid data is, said once, and the only way to read it."""

from schemas.losses import find_losses
from schemas.problems import InvalidData, Problem
from schemas.reading import (
    DATA,
    MODELS,
    TABLES,
    Tables,
    data_folder,
    read_all,
    read_contents,
)

__all__ = [
    "DATA",
    "MODELS",
    "TABLES",
    "InvalidData",
    "Problem",
    "Tables",
    "data_folder",
    "find_losses",
    "read_all",
    "read_contents",
]
