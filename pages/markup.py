"""HTML that stands beside the figures of these pages. Pure text in, text out."""

from html import escape

from locales import LANGUAGES, Language


def language_links(say: Language) -> str:
    """The three languages; the present one is not a link."""
    items = [
        f'<span lang="{code}" aria-current="true">{name}</span>'
        if code == say.code
        else f'<a href="/language/{code}" lang="{code}" hreflang="{code}">{name}</a>'
        for code, name in LANGUAGES.items()
    ]
    label = escape(say("Language"))
    return f'<nav class="languages" aria-label="{label}">{" ".join(items)}</nav>'
