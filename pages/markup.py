"""HTML that stands beside the figures of these pages. Pure text in, text out."""

from locales import LANGUAGES, Language


def language_links(current: Language) -> str:
    """The three languages; the present one is not a link."""
    items = [
        f'<span lang="{code}" aria-current="true">{name}</span>'
        if code == current.code
        else f'<a href="/language/{code}" lang="{code}" hreflang="{code}">{name}</a>'
        for code, name in LANGUAGES.items()
    ]
    return f'<p class="languages">{" ".join(items)}</p>'
