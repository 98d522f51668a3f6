"""What a template prints is escaped, marked where it is English, and translated."""

from pathlib import Path

import pytest
from jinja2 import DictLoader, UndefinedError
from markupsafe import Markup

from exports.html import ENVIRONMENT, fill_template
from locales import PartlyTranslated, find_language
from upkeep import messages


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {
        "text.html": "<p>{{ text }}</p>",
        "words.html": '{{ t("Table") }} {{ count("{n} row added", "{n} rows added", 2) }}',
    }
    monkeypatch.setattr(ENVIRONMENT, "loader", DictLoader(texts))


@pytest.mark.usefixtures("written")
def test_text_is_escaped_and_html_is_not() -> None:
    assert fill_template("text.html", find_language("en"), text="<b>") == "<p>&lt;b&gt;</p>"
    assert fill_template("text.html", find_language("en"), text=Markup("<b>")) == "<p><b></p>"


@pytest.mark.usefixtures("written")
def test_what_is_not_translated_is_marked_as_english() -> None:
    told = fill_template("text.html", find_language("fr"), text=PartlyTranslated("Nobody <knows>"))
    assert told == '<p><span lang="en">Nobody &lt;knows&gt;</span></p>'


@pytest.mark.usefixtures("written")
def test_a_value_that_is_missing_is_noticed() -> None:
    with pytest.raises(UndefinedError):
        fill_template("text.html", find_language("en"))


@pytest.mark.usefixtures("written")
def test_words_are_said_in_the_language() -> None:
    assert fill_template("words.html", find_language("fr"), lines=2).startswith("Tableau 2 ")


def test_words_of_a_template_are_collected(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "new.html").write_text(
        '<p>{{ t("A word", day=1) }}{% if x %}{{ count("{n} cat", "{n} cats", 3) }}{% endif %}'
    )
    assert {"A word", ("{n} cat", "{n} cats")} <= set(messages.collect_messages(tmp_path))
