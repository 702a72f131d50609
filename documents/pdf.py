"""Documents as PDF, set by typst: PDF/A-2a to keep, PDF/UA-1 for everyone to read, both in one file.

The same input gives the same bytes: fonts are those that typst brings, the date is the input's.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count, product
from pathlib import Path
from string import ascii_lowercase
from typing import Literal, cast

import typst

from documents.markdown import Node, within
from documents.meeting_pack import Item, Pack, of_markdown
from documents.programme import Signature
from domain.register.entries import Head
from domain.shared.messages import N_, Message
from domain.shared.rules import DocumentKind, Shown
from words.language import Language
from words.languages import ENGLISH
from words.vocabulary import CLASSIFICATIONS, DOCUMENTS

Kind = DocumentKind | Literal["meeting_pack", "supplement", "decision_list"]
KINDS: Mapping[Kind, Message] = {
    **DOCUMENTS,
    # A plan becomes a PDF only once it is approved.
    "programme": N_("Approved programme", "document"),
    "meeting_pack": N_("Meeting papers", "document"),
    "supplement": N_("Supplement to the meeting papers", "document"),
    "decision_list": N_("List of decisions", "document"),
}
PAGE, PAGES = "⟨page⟩", "⟨pages⟩"
"""What the template puts the numbers for: only it knows them."""

LABELS: Mapping[str, Message] = {
    "decision": N_("Decision", "heading"),
    "adoption": N_("Adoption", "heading"),
    "adopted": N_("The bodies below have adopted this programme."),
    "signature": N_("Signature"),
    "name": N_("Name"),
    "date": N_("Date"),
    "asked": N_("What this meeting asks of you", "heading"),
    "agenda": N_("Agenda and papers", "heading"),
    "number": N_("Item", "column"),
    "subject": N_("Subject and papers", "column"),
    "page": N_("Page", "column"),
    "state": N_("New or not", "column"),
    "new": N_("new"),
    "elsewhere": N_("sent before"),
    "sources": N_("What it is made from", "heading"),
    "paper": N_("Paper", "column"),
    "entry": N_("Register entry", "column"),
    "hash": N_("Hash (SHA-256)", "column"),
    "added": N_("added"),
    "removed": N_("removed"),
    "paged": N_("page {page} of {pages}").having(page=PAGE, pages=PAGES),
}
"""What the template itself writes."""

TEMPLATE = (Path(__file__).parent / "document.typ").read_bytes()
SURE = 0x17F
"""Up to here (Latin, with every accent of Europe) all characters can be set."""
MOST_TRIED = 400
UNSEEN = frozenset(
    map(
        chr,
        {
            *range(0x09),
            *range(0x0E, 0x20),
            *range(0x7F, 0xA0),
            *range(0x202A, 0x202F),
            *range(0x2066, 0x206A),
        },
    )
)
"""Control characters, and those that turn the direction of what follows, so that another text is read than is
stored. They are shown, not obeyed."""

Document = dict[str, object]


class NotSetError(Exception):
    """A document cannot be set as PDF, and trying again gives the same: the template or typst has a defect.

    The message says nothing of what the document holds.
    """


@dataclass(frozen=True)
class Facts:
    """What stands around the text: the plan's version, the head of the register it follows on, the author.

    What is about more than one version has none. `at` is in the programme's own time zone; each of `rows` is
    a name and what the title page says of it. `signatures` are places to sign, on the page after it.
    """

    version: int | None
    head: Head
    at: datetime
    author: str
    rows: tuple[tuple[str, str], ...] = ()
    signatures: tuple[Signature, ...] = ()
    classification: Shown | None = None


def render(language: Language, kind: Kind, title: str, markdown: str, facts: Facts) -> bytes:
    """The document as PDF. What it holds is set as text, whatever it looks like.

    Characters that no font here has are shown by their number, such as [U+1F600]. Takes up to some seconds;
    call it off the event loop. Raises `NotSetError`.
    """
    return _set(_document(language, kind, title, of_markdown(markdown), facts), facts.at)


def render_pack(language: Language, pack: Pack, facts: Facts) -> bytes:
    """The papers of a meeting as one PDF, as `render` does."""
    kind: Kind = "supplement" if pack.is_supplement else "meeting_pack"
    items = [_item(number, item) for number, item in enumerate(pack.items, start=1)]
    of_a_pack = {"day": pack.day, "items": items, "is_supplement": pack.is_supplement}
    facts = replace(facts, rows=tuple(pack.rows))
    return _set({**_document(language, kind, pack.title, [], facts), **of_a_pack}, facts.at)


def _item(number: int, item: Item) -> Document:
    return {
        "number": str(number),
        "title": item.title,
        "asks": item.asks,
        "papers": [
            {
                "number": f"{number}{letter}",
                "title": paper.title,
                "hash": paper.hash,
                "entry": str(item.seq),
                "elsewhere": paper.elsewhere,
                # Below the headings of the item and of the paper itself.
                "blocks": [] if paper.elsewhere else within(list(paper.blocks), 2),
            }
            for letter, paper in zip(_letters(), item.papers, strict=False)
        ],
    }


def _letters() -> Iterator[str]:
    """How papers are called after the number of their item: a to z, and then aa."""
    for size in count(1):
        yield from map("".join, product(ascii_lowercase, repeat=size))


def _set(document: Document, at: datetime) -> bytes:
    document = _with_numbers(document, UNSEEN)
    try:
        return _rendered(document, at)
    except typst.TypstError:
        raise NotSetError("typst refuses it") from None
    except BaseException as error:
        # A panic of typst is no Exception, so that nobody takes it for one; it too comes again each time.
        if type(error).__name__ != "PanicException":
            raise
        raise NotSetError("typst gave up on it") from None


def _rendered(document: Document, at: datetime) -> bytes:
    try:
        return _compile(document, at)
    except typst.TypstError:
        # Only once it has failed: trying characters one by one takes many runs.
        used = {char for char in json.dumps(document, ensure_ascii=False) if ord(char) > SURE}
        if not (missing := _cannot_be_set(used, at)):
            raise
        return _compile(_with_numbers(document, missing), at)


def _with_numbers(document: Document, chars: Iterable[str]) -> Document:
    """The document with each of `chars` replaced by its number, wherever it stands."""
    numbers = str.maketrans({char: f"[U+{ord(char):04X}]" for char in chars})

    def within(value: object) -> object:
        match value:
            case str():
                return value.translate(numbers)
            case list() | tuple():
                return [within(item) for item in cast("list[object]", value)]
            case dict():
                return {key: within(item) for key, item in cast("Document", value).items()}
            case _:
                return value

    return {key: within(item) for key, item in document.items()}


def _document(language: Language, kind: Kind, title: str, blocks: Sequence[Node], facts: Facts) -> Document:
    at, say = facts.at, language.say
    edition = N_("Version {version}").having(version=str(facts.version))
    if facts.version is None:
        edition = N_("Register entry {entry}").having(entry=str(facts.head.seq))
    return {
        "title": title,
        # Words are broken, and read aloud, by the rules of this language.
        "language": {"lang": language.locale.language, "region": language.locale.territory},
        "labels": {name: say(label) for name, label in LABELS.items()},
        "blocks": blocks,
        "items": [],
        # What fits on a page or two begins below its title.
        "is_short": kind == "decision_list",
        "facts": {
            "kind": say(KINDS[kind]),
            "version": say(edition),
            "head": say(N_("register {head}"), head=f"{facts.head.seq}:{facts.head.hash}"),
            "author": facts.author,
            "date": {"year": at.year, "month": at.month, "day": at.day},
            "rows": facts.rows,
            "shown": say(CLASSIFICATIONS[facts.classification]) if facts.classification else "",
            "signatures": [signature._asdict() for signature in facts.signatures],
        },
    }


def _compile(document: Document, at: datetime) -> bytes:
    return typst.compile(
        TEMPLATE,
        format="pdf",
        # As data and never as typst's own source: what people typed is no code.
        sys_inputs={"document": json.dumps(document)},
        pdf_standards=["a-2a", "ua-1"],
        # Fonts of this machine would make another file of the same document elsewhere.
        ignore_system_fonts=True,
        timestamp=int(at.timestamp()),
    )


def _cannot_be_set(chars: Iterable[str], at: datetime) -> set[str]:
    """Those of `chars` that an archived PDF cannot hold; with very many, all of them count as such."""
    tried = sorted(chars)
    return {c for c in tried if not _can_be_set(c, at)} if len(tried) <= MOST_TRIED else set(tried)


def _can_be_set(char: str, at: datetime) -> bool:
    document = _document(ENGLISH, "programme", "-", of_markdown(f"x{char}x"), Facts(0, Head(), at, "-"))
    try:
        _compile(document, at)
    except typst.TypstError:
        return False
    return True
