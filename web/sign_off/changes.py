"""What differs between two texts of what lies before a body, part by part."""

from collections.abc import Sequence

from documents.comparison import Paragraph, paragraphs, parts, tidied
from service.sign_off.differences import SECTION


def by_part(before: dict[str, str], after: dict[str, str]) -> list[tuple[str, Sequence[Paragraph]]]:
    """Each part that changed, by its key. It takes a while for long texts."""
    return [(part.key, paragraphs(tidied(part.changes))) for part in parts(before, after)]


def section_of(key: str) -> str | None:
    """The section of the plan that a part is; None for the cover note and response memos."""
    return key.removeprefix(SECTION) if key.startswith(SECTION) else None
