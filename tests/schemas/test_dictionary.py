"""The data dictionary says what the schemas say."""

from schemas import TABLES
from schemas.dictionary import write_dictionary


def test_every_file_and_column_is_explained() -> None:
    text = write_dictionary()
    for model in TABLES.values():
        assert f"### {model.file_name()}" in text
        for name, declared in model.columns().items():
            assert f"| `{name}` |" in text
            assert declared.description in text
            assert declared.title
