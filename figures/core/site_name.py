"""The house: its name, as every page, picture and citation gives it."""

from typing import Final

from locales import later

SITE_NAME: Final = later("The war in Ukraine: numbers and their sources")
SITE_SUMMARY: Final = later(
    "Displacement, civilian deaths and aid to Ukraine since February 2022: "
    "every figure with who said it, when, of what, and how sure."
)
