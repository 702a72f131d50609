"""A .docx that somebody sends: its text as Markdown under its headings, and all that is not text, counted.

Read as a stranger's file: nothing in it is run or fetched, it may not grow beyond measure, and what is not as
Word writes it is refused with what to do. Changes that are tracked are read as accepted.
"""

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Literal

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from domain.shared.messages import N_, Message, SaidError

LARGEST = 40_000_000
"""Bytes of all parts together, once they are unpacked."""

MOST_PARTS = 2_000
MOST_TIMES = 200
"""How many times as large a part may become: text is packed to a tenth, a bomb to a thousandth."""

SMALL = 1_000_000
"""Below this many bytes a part is no bomb, however well it is packed."""

LONGEST_NUMBER = 9

Lost = Literal["tracked", "pictures", "comments", "footnotes", "boxes", "formulas", "macros", "objects"]
LOST: Mapping[Lost, Message] = {
    "tracked": N_("Tracked changes: what was added is taken over, what was removed is left out"),
    "pictures": N_("Pictures"),
    "comments": N_("Comments"),
    "footnotes": N_("Footnotes and endnotes"),
    "boxes": N_("Text boxes"),
    "formulas": N_("Formulas"),
    "macros": N_("Macros: they were not run"),
    "objects": N_("Embedded files"),
}
"""What is not taken over as it is."""

_TAGS: Mapping[str, Lost] = {
    qn("w:ins"): "tracked",
    qn("w:del"): "tracked",
    qn("w:moveFrom"): "tracked",
    qn("w:moveTo"): "tracked",
    qn("w:drawing"): "pictures",
    qn("w:pict"): "pictures",
    qn("w:commentReference"): "comments",
    qn("w:footnoteReference"): "footnotes",
    qn("w:endnoteReference"): "footnotes",
    qn("w:txbxContent"): "boxes",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath": "formulas",
    qn("w:object"): "objects",
}
_GONE = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:drawing"), qn("w:pict")})
"""What is in these is no text of the document."""


OF_ANOTHER = N_(
    "This file is of another programme ({programme}). Take the file of this one, and put your text in it."
)
"""What is said of a file that names another programme than the one it is given to."""


class UnreadableWordError(SaidError):
    """A file is no .docx that can be read here, with what to do about it."""

    code = "unreadable_word"


@dataclass(frozen=True)
class Part:
    """What stands below a heading of the first level; `heading` is empty before there is one."""

    heading: str
    text: str


@dataclass
class Word:
    """A document: what it says of itself, its parts, its tables row by row, and what is not taken over."""

    programme: str
    version: int | None
    parts: list[Part] = field(default_factory=list[Part])
    tables: list[list[list[str]]] = field(default_factory=list[list[list[str]]])
    lost: Counter[Lost] = field(default_factory=Counter[Lost])

    @property
    def whole(self) -> str:
        """All of its text, with headings of the first level as those below a title."""
        headed = (
            f"## {_one_line(part.heading)}\n\n{part.text}" if part.heading else part.text
            for part in self.parts
        )
        return "\n\n".join(text.strip() for text in headed)

    @property
    def named(self) -> list[tuple[Message, int]]:
        """What is not taken over, in words, and how often."""
        return [(LOST[what], self.lost[what]) for what in LOST if self.lost[what]]


_DAMAGED = (
    PackageNotFoundError,
    SyntaxError,
    LookupError,
    AttributeError,
    TypeError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What the library comes to where parts are missing, or are not what they should be."""


def read(content: bytes) -> Word:
    """The document in a file. Raises `UnreadableWordError`."""
    names = _checked(content)
    try:
        document = docx.Document(BytesIO(content))
        found = _Reader(document).read()
    except ValueError:
        # It is of another kind, such as a template or one with macros.
        raise UnreadableWordError(_NO_WORD) from None
    except _DAMAGED:
        raise UnreadableWordError(_BROKEN) from None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        found.lost["macros"] += 1
    return found


_NO_WORD = N_(
    "This is no .docx file. Save it in your word processor as Word document (.docx), and send that."
)
_BROKEN = N_(
    "This file is damaged. Open it in your word processor, save it as Word document (.docx) again, and send"
    " that."
)
_TOO_LARGE = N_(
    "There is more in this file than is read here. Take large pictures and embedded files out, and send it"
    " again."
)
_FOREIGN = N_(
    "This file holds what no word processor writes. Copy the text into a new document, save it as Word"
    " document (.docx), and send that."
)


def _checked(content: bytes) -> Sequence[str]:
    """The names of its parts, once it is known that unpacking and reading them does no harm."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            wrong, names = _wrong(file), file.namelist()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise UnreadableWordError(_NO_WORD) from None
    except zlib.error:
        raise UnreadableWordError(_BROKEN) from None
    if wrong is not None:
        raise UnreadableWordError(wrong)
    return names


def _wrong(file: zipfile.ZipFile) -> Message | None:
    infos = file.infolist()
    # Before anything is unpacked; and no more is unpacked than a part says that it is.
    if (
        len(infos) > MOST_PARTS
        or sum(info.file_size for info in infos) > LARGEST
        or any(map(_is_a_bomb, infos))
    ):
        return _TOO_LARGE
    names = [info.filename for info in infos]
    if "word/document.xml" not in names:
        return _NO_WORD
    xml = (name for name in names if name.lower().endswith((".xml", ".rels")))
    return _FOREIGN if any(_declares(file.read(name)) for name in xml) else None


def _is_a_bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > SMALL and info.file_size > MOST_TIMES * max(info.compress_size, 1)


def _declares(part: bytes) -> bool:
    """Whether it declares entities, in whatever encoding: no word processor does, and they lead outside."""
    return b"<!" in part.replace(b"\x00", b"").replace(b"<!--", b"").replace(b"<![CDATA[", b"")


RULE = r"\* \* \*"
"""A line between parts, as `documents.word` writes it, and its stars as they are read."""

GOES_ON = ("list number", "list", "paragraph in a list")
"""After these a numbered item has the next number."""

_CLOSES = re.compile(r"#(?=#*$)")
"""Signs at the end of a heading, which Markdown takes for a part of the heading's mark."""

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_LIST = re.compile(r"list (bullet|number|continue)(?: (\d))?", re.IGNORECASE)


class _Reader:
    def __init__(self, document: Any) -> None:  # noqa: ANN401 - its own types leave much unknown
        self._document = document
        version = str(document.core_properties.version)[:LONGEST_NUMBER]
        self._found = Word(
            programme=str(document.core_properties.identifier),
            version=int(version) if version.isascii() and version.isdecimal() else None,
        )
        self._heading = ""
        self._number = 0
        self._blocks: list[tuple[str, str]] = []
        """Each with its kind: what is of one kind and belongs together has no blank line between."""

    def read(self) -> Word:
        body = self._document.element.body
        for element in body.iter():
            if (lost := _TAGS.get(element.tag)) is not None:
                self._found.lost[lost] += 1
        for element in _flat(body):
            if element.tag == qn("w:p"):
                self._paragraph(Paragraph(element, self._document))
            else:
                self._table(element)
        self._end()
        return self._found

    def _end(self) -> None:
        """What stands below the heading so far is a part."""
        if self._heading or self._blocks:
            self._found.parts.append(Part(self._heading, _joined(self._blocks)))
        self._blocks = []

    def _paragraph(self, paragraph: Any) -> None:  # noqa: ANN401 - as above
        style = str(paragraph.style.name) if paragraph.style is not None else ""
        text = _said(paragraph)
        if not text.strip() or style in {"Title", "Subtitle"}:
            return
        if (heading := _HEADING.fullmatch(style)) is not None:
            if heading[1] == "1":
                self._end()
                self._heading = _one_line(_plain(paragraph))
            else:
                title = _CLOSES.sub(r"\\#", _one_line(text))
                self._blocks.append(("heading", f"{'#' * min(int(heading[1]) + 1, 6)} {title}"))
        elif (kind := self._in_a_list(paragraph, style)) is not None:
            self._item(*kind, text)
        elif text.strip() == RULE:
            self._blocks.append(("rule", "---"))
        elif style == "Code":
            self._blocks.append(("code", f"```\n{_plain(paragraph)}\n```"))
        elif "quote" in style.lower():
            self._blocks.append(("quote", "> " + _escaped(text).replace("\n", "\n> ")))
        else:
            self._blocks.append(("paragraph", _escaped(text)))

    def _in_a_list(self, paragraph: Any, style: str) -> tuple[str, int] | None:  # noqa: ANN401 - as above
        """Whether it is an item, numbered or not, or goes on with one; and how deep."""
        if (named := _LIST.fullmatch(style)) is not None:
            return named[1].lower(), int(named[2] or 1)
        numbered = paragraph._p.pPr.numPr if paragraph._p.pPr is not None else None  # noqa: SLF001 - no other way
        if numbered is None or numbered.numId is None or numbered.numId.val == 0:
            return None
        level = numbered.ilvl.val if numbered.ilvl is not None else 0
        return ("number" if self._counts(numbered.numId.val, level) else "bullet"), level + 1

    def _counts(self, number: int, level: int) -> bool:
        """Whether a list of Word's own has numbers."""
        numbering = self._document.part.numbering_part.element
        found = numbering.xpath(
            f"w:abstractNum[@w:abstractNumId=../w:num[@w:numId='{number}']/w:abstractNumId/@w:val]"
            f"/w:lvl[@w:ilvl='{level}']/w:numFmt/@w:val"
        )
        return bool(found) and found[0] not in {"bullet", "none"}

    def _item(self, kind: str, depth: int, text: str) -> None:
        indent = "   " * (depth - 1)
        if kind == "continue":
            self._blocks.append(("paragraph in a list", f"{indent}   {_escaped(text)}"))
            return
        # Whoever reads the Markdown as it stands counts along; deeper down each begins at 1.
        goes_on = bool(self._blocks) and self._blocks[-1][0] in GOES_ON
        if depth == 1:
            self._number = self._number + 1 if goes_on and kind == "number" else 1
        mark = f"{self._number if depth == 1 else 1}. " if kind == "number" else "- "
        lines = _escaped(text).replace("\n", f"\n{indent}   ")
        self._blocks.append((f"list {kind}" if depth == 1 else "list", f"{indent}{mark}{lines}"))

    def _table(self, element: Any) -> None:  # noqa: ANN401 - as above
        rows = [
            [_cell(cell, self._document) for cell in row.iterchildren(qn("w:tc"))]
            for row in element.iterchildren(qn("w:tr"))
        ]
        if not rows:
            return
        # As it stands, for whoever reads the table: what is in a cell is no Markdown.
        plain = [
            [_plain_cell(cell, self._document) for cell in row.iterchildren(qn("w:tc"))]
            for row in element.iterchildren(qn("w:tr"))
        ]
        self._found.tables.append(plain)
        width = max(map(len, rows))
        lines = [f"| {' | '.join([*map(_in_a_cell, row), *[''] * (width - len(row))])} |" for row in rows]
        # The first row is the head, which is bold anyway.
        lines[0] = lines[0].replace("**", "")
        self._blocks.append(("table", "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])))


def _flat(body: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
    """Paragraphs and tables, also those in what Word calls content controls, or inserted as a whole."""
    for element in body.iterchildren():
        if element.tag in {qn("w:p"), qn("w:tbl")}:
            yield element
        elif element.tag == qn("w:sdt"):
            for content in element.iterchildren(qn("w:sdtContent")):
                yield from _flat(content)
        elif element.tag in {qn("w:ins"), qn("w:moveTo"), qn("w:customXml")}:
            yield from _flat(element)


def _joined(blocks: Sequence[tuple[str, str]]) -> str:
    """The Markdown: items of one list follow each other, everything else has a blank line between."""
    text, last = "", ""
    for kind, block in blocks:
        together = (
            kind.startswith("list") and last.startswith("list") and (kind == last or "list" in {kind, last})
        )
        between = "\n" if together else "\n>\n" if kind == last == "quote" else "\n\n"
        text += (between if text else "") + block
        last = kind
    return text


# --- the text of a paragraph ---


@dataclass(frozen=True)
class _Run:
    text: str
    marks: frozenset[str]
    address: str = ""


def _said(paragraph: Any) -> str:  # noqa: ANN401 - as above
    """Its text with bold, italic and links as Markdown; runs that look the same are one."""
    runs: list[_Run] = []
    for run in _runs(paragraph._p, paragraph.part, ""):  # noqa: SLF001 - python-docx leaves inserted runs out
        if runs and (runs[-1].marks, runs[-1].address) == (run.marks, run.address):
            runs[-1] = _Run(runs[-1].text + run.text, run.marks, run.address)
        elif run.text:
            runs.append(run)
    return "".join(map(_marked, runs))


def _runs(element: Any, part: Any, address: str) -> Iterator[_Run]:  # noqa: ANN401 - as above
    for child in element.iterchildren():
        if child.tag in _GONE:
            continue
        if child.tag == qn("w:r"):
            yield _Run(_text_of(child), _marks(child), address)
        elif child.tag == qn("w:hyperlink"):
            relation = part.rels.get(child.get(qn("r:id")) or "")
            yield from _runs(child, part, relation.target_ref if relation is not None else "")
        else:
            yield from _runs(child, part, address)


def _text_of(run: Any) -> str:  # noqa: ANN401 - as above
    said = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
    return "".join(
        (child.text or "") if child.tag == qn("w:t") else said.get(child.tag, "")
        for child in run.iterchildren()
    )


def _marks(run: Any) -> frozenset[str]:  # noqa: ANN401 - as above
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return frozenset()
    marks = {"**": "w:b", "*": "w:i", "~~": "w:strike"}
    found = frozenset(mark for mark, tag in marks.items() if _is_on(properties.find(qn(tag))))
    fonts = properties.find(qn("w:rFonts"))
    return found | {"`"} if fonts is not None and fonts.get(qn("w:ascii")) == FIXED else found


def _is_on(element: Any) -> bool:  # noqa: ANN401 - as above
    return element is not None and element.get(qn("w:val")) not in {"0", "false", "off"}


FIXED = "Consolas"
"""The font of code."""

_SPECIAL = re.compile(r"[\\`*<]|(?<!\w)_|_(?!\w)|\[(?=[^\]]*\]\()")


def _marked(run: _Run) -> str:
    before = run.text[: len(run.text) - len(run.text.lstrip())]
    after = run.text[len(run.text.rstrip()) :] if run.text.strip() else ""
    if not run.text.strip():
        return run.text
    inside = _SPECIAL.sub(r"\\\g<0>", run.text.strip())
    if "`" in run.marks and "`" not in run.text:
        inside = f"`{run.text.strip()}`"
    for mark in sorted(run.marks - {"`"}):
        inside = f"{mark}{inside}{mark}"
    if run.address.lower().startswith(("http://", "https://", "mailto:")) and not set(run.address) & set(
        " ()<>\n"
    ):
        inside = f"[{inside}]({run.address})"
    return f"{before}{inside}{after}"


_BEGINS_A_BLOCK = re.compile(r"^(\s*)(#{1,6}(?=\s)|[>+-](?=\s|$)|-{3,}$|={3,}$|\|)", re.MULTILINE)
_BEGINS_A_NUMBER = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)", re.MULTILINE)


def _escaped(text: str) -> str:
    """A paragraph of which no line begins what is none; line breaks of its own are kept."""
    text = _BEGINS_A_NUMBER.sub(r"\1\\\2", _BEGINS_A_BLOCK.sub(r"\1\\\2", text.strip()))
    return text.replace("\n", "\\\n")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _plain(paragraph: Any) -> str:  # noqa: ANN401 - as above
    return "".join(run.text for run in _runs(paragraph._p, paragraph.part, "")).strip()  # noqa: SLF001 - as above


def _cell(cell: Any, document: Any) -> str:  # noqa: ANN401 - as above
    paragraphs = [Paragraph(element, document) for element in cell.iterchildren(qn("w:p"))]
    return "\n".join(text for one in paragraphs if (text := _said(one).strip()))


def _plain_cell(cell: Any, document: Any) -> str:  # noqa: ANN401 - as above
    paragraphs = [Paragraph(element, document) for element in cell.iterchildren(qn("w:p"))]
    return "\n".join(map(_plain, paragraphs)).strip()


def _in_a_cell(text: str) -> str:
    return _one_line(text).replace("|", "\\|")
