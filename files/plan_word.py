"""A plan that comes back from Word: the text of each section, by the heading that has its title."""

from collections import Counter
from collections.abc import Iterator, Sequence

from domain.blueprint.definition import Section
from domain.shared.messages import N_, Message
from files.word import Part, Word


def sections_in(word: Word, sections: Sequence[Section]) -> tuple[dict[str, str], list[Message]]:
    """The text of each section by its key, and everything that is wrong with the headings."""
    known = {_same(section.title): section.key for section in sections}
    texts = {known[_same(part.heading)]: part.text for part in word.parts if _same(part.heading) in known}
    return texts, list(_problems(word.parts, sections))


def _problems(parts: Sequence[Part], sections: Sequence[Section]) -> Iterator[Message]:
    titles = {_same(section.title): section.title for section in sections}
    found = Counter(_same(part.heading) for part in parts)
    unknown = N_(
        "“{heading}” is no section of this plan. Make it a lower heading, or give it one of these titles:"
        " {titles}."
    )
    missing = N_(
        "“{title}” is missing. Add it as a heading of the first level (Heading 1), also if it stays empty."
    )
    for part in parts:
        if not part.heading:
            yield N_("There is text before the first heading. Move it below one.")
        elif _same(part.heading) not in titles:
            yield unknown.having(heading=part.heading, titles=[*titles.values()])
    for same, title in titles.items():
        if found[same] > 1:
            yield N_("“{title}” is there {n} times. Once is enough.").having(title=title, n=found[same])
        if not found[same]:
            yield missing.having(title=title)


def _same(title: str) -> str:
    """A title as it is compared: how it is spaced, and its capitals, say nothing."""
    return " ".join(title.split()).casefold()
