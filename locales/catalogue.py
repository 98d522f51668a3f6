"""Message catalogues, read from their text form; English is the source and needs none."""

import gettext
import io
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parent
DOMAIN = "messages"


@cache
def translations(code: str) -> gettext.NullTranslations:
    """The catalogue of a language, e.g. 'fr'; an empty one for English."""
    path = FOLDER / code / f"{DOMAIN}.po"
    if code == "en" or not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code, domain=DOMAIN)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
