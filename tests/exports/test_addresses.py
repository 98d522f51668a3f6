"""Where an edition is found: by its view, and by its look where that is not the usual one."""

import pytest

from exports.addresses import LOOKS, Edition, Look, read_look
from figures.core.chart import Chart
from schemas import Tables
from tests.editions import SITE, chart_of, live


@pytest.fixture(scope="module")
def chart(tables: Tables) -> Chart:
    return chart_of("refugees", tables)


def test_the_usual_look_is_not_written(chart: Chart) -> None:
    assert live(chart).path == f"/figures/refugees?{chart.view.write_query()}"
    assert Look(**{name: values[0] for name, values in LOOKS.items()}) == Look()


def test_every_other_look_stands_in_the_address_of_page_and_files(chart: Chart) -> None:
    look = Look(form="table", theme="dark", title="no", pictures="dark")
    edition = Edition(SITE, chart.view, look=look)
    for address in (edition.path, edition.path_of("figure.png")):
        assert address.endswith("&form=table&theme=dark&title=no&pictures=dark")


def test_a_look_is_read_as_it_is_written() -> None:
    look = Look(form="compact", title="no")
    assert read_look({"form": "compact", "title": "no", "lang": "fr"}) == look
    assert read_look({"title": "no"}, "compact") == look


def test_what_is_no_look_is_the_usual_one() -> None:
    assert read_look({"form": "huge", "theme": "", "title": "<b>"}) == Look()
