"""What a template prints is escaped, marked where it is English, and translated."""

from pathlib import Path

import pytest
from jinja2 import DictLoader, UndefinedError
from markupsafe import Markup

from exports.html import ENVIRONMENT, fill
from locales import Mixed, language
from upkeep import messages


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {
        "text.html": "<p>{{ text }}</p>",
        "words.html": '{{ say("Table") }} {{ count("{n} row added", "{n} rows added", 2) }}',
    }
    monkeypatch.setattr(ENVIRONMENT, "loader", DictLoader(texts))


@pytest.mark.usefixtures("written")
def test_text_is_escaped_and_html_is_not() -> None:
    assert fill("text.html", language("en"), text="<b>") == "<p>&lt;b&gt;</p>"
    assert fill("text.html", language("en"), text=Markup("<b>")) == "<p><b></p>"


@pytest.mark.usefixtures("written")
def test_what_is_not_translated_is_marked_as_english() -> None:
    told = fill("text.html", language("fr"), text=Mixed("Nobody <knows>"))
    assert told == '<p><span lang="en">Nobody &lt;knows&gt;</span></p>'


@pytest.mark.usefixtures("written")
def test_a_value_that_is_missing_is_noticed() -> None:
    with pytest.raises(UndefinedError):
        fill("text.html", language("en"))


@pytest.mark.usefixtures("written")
def test_words_are_said_in_the_language() -> None:
    assert fill("words.html", language("fr"), lines=2).startswith("Tableau 2 ")


def test_words_of_a_template_are_collected(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "new.html").write_text(
        '<p>{{ say("A word", day=1) }}{% if x %}{{ count("{n} cat", "{n} cats", 3) }}{% endif %}'
    )
    assert {"A word", ("{n} cat", "{n} cats")} <= set(messages.messages(tmp_path))
