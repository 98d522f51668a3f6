"""The data of the moment, shared by all sessions, and what to say when a file is broken."""

import logging
from collections.abc import Sequence
from functools import cache

import streamlit as st

from locales import Language
from schemas import Finding, Tables, find_data_folder
from schemas.loader import DataLoader, LoadResult

_LOG = logging.getLogger("dashboard.data")


def _report(findings: Sequence[Finding]) -> None:
    for finding in findings:
        _LOG.error("%s", finding.write_sentence())


@cache
def start_data_loader() -> DataLoader:
    """The one keeper of the last good data in this process."""
    return DataLoader(find_data_folder(), _report).watch()


def find_current_tables() -> Tables | None:
    """The tables readers get at the moment."""
    return start_data_loader().current().tables


def show_notice(reading: LoadResult, t: Language) -> None:
    """Tell readers that newer data wait; without any data, tell the maintainer what is wrong."""
    if not reading.findings:
        return
    if reading.tables is not None:
        words = t(
            "An update of the data could not be read. You see the last good state; the "
            "maintainers have the list of what to correct."
        )
        if all(finding.cause.name == "rows_lost" for finding in reading.findings):
            words = t(
                "An update of the data is held back because many rows are missing in it. "
                "You see the last good state; the maintainers have been told."
            )
        st.warning(words)
        return
    st.error(t("The data cannot be read. Correct these places, then reload the page."))
    messages = [finding.write_sentence(t) for finding in reading.findings[:200]]
    st.text("\n".join(f"• {message}" for message in messages))
    if len(reading.findings) > len(messages):
        st.text(t("… and {number} more", number=len(reading.findings) - len(messages)))
