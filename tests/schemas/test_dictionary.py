"""The data dictionary says what the schemas say."""

from schemas import DATA, MODELS
from schemas.dictionary import dictionary


def test_the_dictionary_in_the_data_folder_is_the_present_one() -> None:
    assert (DATA / "README.md").read_text(encoding="utf-8") == dictionary()


def test_every_file_and_column_is_explained() -> None:
    text = dictionary()
    for model in MODELS.values():
        assert f"### {model.file_name()}" in text
        for name, declared in model.columns().items():
            assert f"| `{name}` |" in text
            assert declared.description in text
            assert declared.title
