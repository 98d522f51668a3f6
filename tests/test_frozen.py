"""The frozen tables are rich enough for what is tested on them."""

import pytest

from figures import FIGURES
from schemas import Tables
from tests.editions import chart_of


@pytest.mark.parametrize("figure_id", FIGURES)
def test_every_figure_draws_something(figure_id: str, tables: Tables) -> None:
    assert not chart_of(figure_id, tables).plot.empty


def test_what_is_rare_is_there(tables: Tables) -> None:
    assert "B" in set(tables.displacement["obs_status"])
    assert "B" in set(tables.civilian_deaths["obs_status"])
    assert "range" in set(tables.civilian_deaths["bound"])
    assert {"override", "flag", "excluded"} <= set(tables.corrections["action"])
