"""Differences as pages show them: paragraph by paragraph."""

from documents.comparison import Paragraph, compare, paragraphs, tidied


def difference(before: str, after: str) -> list[Paragraph]:
    """A text with what was added to it and removed from it. It takes a while for a long one."""
    return paragraphs(tidied(compare(before, after)))
