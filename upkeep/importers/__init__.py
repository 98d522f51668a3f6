"""Files as publishers hand them out, turned into rows of our tables: proposed, compared, written.

Arrows: `refusal`, `foreign`, `cells`, `countries` and `layout` read a file; one module for each
publisher drafts editions of it; `comparing` sets a draft beside the tables; `appending` and
`writing` carry it in; `command` speaks with the maintainer.
"""
