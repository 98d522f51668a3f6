"""Ways of using the dashboard in a browser, as its readers do."""

from playwright.sync_api import Page

from figures import FIGURES
from web.directory import LEADING_FIGURES, OVERVIEW, TOPIC_PAGES

TOPIC_OF = {place.path: topic for topic, place in TOPIC_PAGES.items()}


def figures_on(path: str) -> list[str]:
    """The figures whose charts a page shows."""
    if path == OVERVIEW.path:
        return list(LEADING_FIGURES.values())
    if path in TOPIC_OF:
        return [figure.id for figure in FIGURES.values() if figure.topic is TOPIC_OF[path]]
    return [path] if path in FIGURES else []


def open_page(page: Page, server: str, path: str, language: str = "en", query: str = "") -> None:
    """Open a page and wait until its last word stands and all its charts are painted."""
    page.goto(f"{server}/{path}?lang={language}{query}")
    page.locator(".footer").wait_for()
    for figure_id in figures_on(path.split("?", maxsplit=1)[0]):
        page.locator(f".st-key-figure-{figure_id} .js-plotly-plot .main-svg").first.wait_for()
        page.locator(f".st-key-figure-{figure_id} .under .actions").wait_for()


def choose(page: Page, figure_id: str, question: str, answer: str) -> None:
    """Answer one question of a figure by keyboard, as with any list."""
    box = page.locator(f".st-key-figure-{figure_id}").get_by_role("combobox", name=question)
    box.click()
    box.fill(answer)
    page.get_by_role("option", name=answer).first.click()
