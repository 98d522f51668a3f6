"""What Streamlit alone makes of the same charts: nothing of ours but the data. `make benchmark`."""

import streamlit as st

from figures import FIGURES
from figures.core.chart import draw
from figures.core.figure import Topic
from figures.core.view import make_view
from schemas import Tables, read_all


@st.cache_resource
def find_tables() -> Tables:
    """The tables, read once."""
    return read_all()


def main() -> None:
    """The charts and tables of one topic, as anybody would put them on a page."""
    tables = find_tables()
    topic = Topic(st.query_params.get("topic", "displacement"))
    for figure in FIGURES.values():
        if figure.topic is topic:
            chart = draw(make_view(figure, tables, {}), tables)
            st.subheader(chart.title)
            st.plotly_chart(chart.draw_body(800), key=figure.id)
            with st.expander("Table"):
                st.table(
                    [dict(zip(chart.table.header, row, strict=True)) for row in chart.table.rows]
                )


main()
