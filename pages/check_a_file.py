"""Check a file: what is wrong with tables somebody drops, and what readers would see of them."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from locales import Language
from pages import uploads
from pages.check_result import find_result, show_result, write_part
from pages.ohchr_form import show_month_form
from upkeep.check import Given
from upkeep.sandbox.unpack import MOST_FILES

_KEPT: Final = "result of the check"
"""Under this name a session remembers its last result; no other session can see it."""


def show_check_page(present: Mapping[str, bytes], t: Language) -> None:
    """Take files, have them checked apart, and show what comes of them.

    `present` are the bytes of the tables readers see, by the name of the table.
    """
    size, style = uploads.upload_limit_in_megabytes(), uploads.write_widget_style(t)
    write_part("introduction", t, MOST_FILES, size, style)
    dropped = st.file_uploader(
        t("Files to check"), accept_multiple_files=True, key=f"dropped.{t.code}"
    )
    if dropped:
        given = [Given(each.name, each.getvalue()) for each in dropped]
        if result := find_result(_KEPT, given, present, t):
            show_result(result, t)
    else:
        st.session_state.pop(_KEPT, None)
    show_month_form(present, t)
    write_part("next_steps", t)
