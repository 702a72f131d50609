"""The first draft of the plan: the existing strategy, with what organisations contributed below it."""

from collections.abc import Sequence
from typing import NamedTuple

from documents.markup import harmless, on_one_line, quoted
from domain.shared.messages import N_
from words.language import Language

RECEIPT_SHOWN = 12
"""How many characters of a receipt are enough to find it again."""


class Passage(NamedTuple):
    """What one organisation said, about a section or a point of it."""

    organisation: str
    receipt: str
    text: str


def draft_section(language: Language, baseline: str, passages: Sequence[Passage]) -> str:
    """A section of the first draft: the existing strategy, then each contribution with its origin."""
    parts = [harmless(baseline).strip()] if baseline.strip() else []
    if passages:
        parts.append(f"### {language.say(N_('Contributions', 'heading'))}")
        parts.extend(with_origin(language, passage) for passage in passages)
    return "\n\n".join(parts)


def with_origin(language: Language, passage: Passage) -> str:
    """A passage as a quotation that ends with who said it, and under which receipt."""
    origin = language.say(
        N_("{organisation} (receipt `{receipt}`)"),
        organisation=on_one_line(passage.organisation),
        receipt=passage.receipt[:RECEIPT_SHOWN],
    )
    return f"{quoted(passage.text)}\n>\n> — {origin}"
