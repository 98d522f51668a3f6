"""Files that visitors drop: how large they may be, that they stay in memory, and whose words."""

from typing import Final

import streamlit as st
from starlette.formparsers import MultiPartParser
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from locales import Language

_ROOM: Final = 2_000_000
"""Bytes of a request beside the file it carries."""


def upload_limit_in_megabytes() -> int:
    """Megabytes a file may have: the setting server.maxUploadSize."""
    return int(st.get_option("server.maxUploadSize"))


def keep_uploads_in_memory() -> None:
    """Keep files that are uploaded out of the folder for temporary files, however large."""
    MultiPartParser.spool_max_size = upload_limit_in_megabytes() * 1024 * 1024 + _ROOM


def count_held_bytes(session: str) -> int:
    """Bytes that a session has uploaded and that still lie in memory."""
    keeper = runtime.get_instance().uploaded_file_mgr if runtime.exists() else None
    if not isinstance(keeper, MemoryUploadedFileManager):
        return 0
    return sum(len(file.data) for file in list(keeper.file_storage.get(session, {}).values()))


def write_widget_style(t: Language) -> str:
    """A style that says in the page's language what Streamlit's widget only says in English."""
    texts = {
        "[data-testid=stFileUploaderDropzone] > span [data-testid=stMarkdownContainer]": t(
            "Choose files"
        ),
        "[data-testid=stFileUploaderDropzoneInstructions] > div": t(
            "or drop them here, {size} MB each at most", size=upload_limit_in_megabytes()
        ),
        ".stFileChip[aria-invalid=true]": t(
            "not taken: more than {size} MB, or too much at once", size=upload_limit_in_megabytes()
        ),
    }
    rules = "".join(
        f".stFileUploader {part}::after {{ content: {_quoted(text)}; }}\n"
        for part, text in texts.items()
    )
    return f"<style>{rules}</style>"


def _quoted(text: str) -> str:
    """A text as CSS writes it, whatever stands in it."""
    return '"' + "".join(sign if sign.isalnum() else f"\\{ord(sign):x} " for sign in text) + '"'
