"""Pictures of every page: `make screenshots` writes them to screenshots/, one folder a language."""

from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from locales import LANGUAGES
from schemas import DATA
from tests.conftest import launched
from tests.pages.conftest import serving
from web.directory import list_pages

FOLDER = Path("screenshots")
WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")
TALLEST = 16_000


def shoot(browser: Browser, address: str, language: str, scheme: str, width: int) -> None:
    """Every page in one language, theme and width."""
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page.set_default_timeout(60_000)
    for place in list_pages():
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{address}/{place.path}?lang={language}")
        page.locator(".footer").wait_for()
        page.wait_for_timeout(1_200)
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": width, "height": min(height + 10, TALLEST)})
        page.wait_for_timeout(800)
        name = f"{place.path or 'overview'}-{width}-{scheme}.png"
        page.screenshot(path=FOLDER / language / name)
    page.close()


def main() -> None:
    """Write all pictures."""
    with serving(DATA) as address, sync_playwright() as playwright:
        browser = launched(playwright)
        for language in LANGUAGES:
            for scheme in SCHEMES:
                for width in WIDTHS:
                    shoot(browser, address, language, scheme, width)


if __name__ == "__main__":
    main()
