"""What valid data is, said once, and the only way to read it."""

from schemas.findings import Finding, InvalidData
from schemas.losses import find_losses
from schemas.reading import (
    DATA,
    FACT_TABLES,
    MODELS,
    NUMBER_TABLES,
    TABLES,
    TRANSLATED_COLUMNS,
    Tables,
    find_data_folder,
    read,
    read_all,
    read_as_written,
    read_contents,
)
