"""Documents as .docx, for who writes in Word: real headings, lists, quotations and tables, in one language.

`files.word` reads them back. The same input gives the same bytes.
"""

import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, NamedTuple, cast

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parser
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from documents.markdown import Node

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP knows: when the file was made says nothing."""

DEEPEST = 3
"""Levels of lists that Word has styles for."""

CODE = "Code"

UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML does not hold."""


class Properties(NamedTuple):
    """What a file says of itself: `programme` and `version` are how it is known again when it comes back."""

    title: str
    about: str
    author: str
    language: str
    at: datetime
    programme: str
    version: str = ""


def written(properties: Properties, blocks: Sequence[Node]) -> bytes:
    """The document of `blocks` under its title."""
    document = _begun(properties)
    for block in blocks:
        _block(document, block, 0)
    return _file(document)


def with_table(
    properties: Properties, notes: Iterable[str], head: Sequence[str], rows: Iterable[Sequence[str]]
) -> bytes:
    """A document that is a table to fill in, below what is said about it."""
    document = _begun(properties)
    for note in notes:
        document.add_paragraph(note)
    _table(document, [[_text(cell)] for cell in head], [[[_text(cell)] for cell in row] for row in rows])
    return _file(document)


def _text(text: str) -> Node:
    return {"kind": "text", "text": text}


def _begun(properties: Properties) -> Document:
    document = docx.Document()
    core = document.core_properties
    core.title, core.subject, core.author = (
        properties.title[:255],
        properties.about[:255],
        properties.author[:255],
    )
    core.last_modified_by, core.comments = properties.author[:255], ""
    core.language, core.identifier, core.version = (
        properties.language,
        properties.programme,
        properties.version,
    )
    core.created = core.modified = properties.at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    _speak(document, properties.language)
    styles = cast("Any", document.styles)
    code = styles.add_style(CODE, WD_STYLE_TYPE.PARAGRAPH)
    code.base_style, code.font.name = styles["Normal"], "Consolas"
    document.add_paragraph(_storable(properties.title), style="Title")
    document.add_paragraph(properties.about, style="Subtitle")
    return document


def _speak(document: Document, language: str) -> None:
    """Words are spelled, and read aloud, by the rules of this language."""
    styles = cast("Any", document.styles).element
    for lang in styles.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)


# --- blocks ---


def _block(document: Document, block: Node, depth: int) -> None:
    match block["kind"]:
        case "heading":
            # The first level is the document's title.
            _filled(document.add_paragraph(style=f"Heading {min(block['level'], 9)}"), block["children"])
        case "paragraph":
            _filled(document.add_paragraph(), block["children"])
        case "code":
            document.add_paragraph(_storable(block["text"]), style=CODE)
        case "quote":
            for inner in block["children"]:
                _quoted(document, inner)
        case "list":
            _list(document, block, depth + 1)
        case "table":
            _table(document, block["head"], block["rows"])
        case _:
            # A line between parts: Word has none that is text.
            document.add_paragraph("* * *")


def _quoted(document: Document, block: Node) -> None:
    """A quotation holds paragraphs; what else is in it stands there as one."""
    if block["kind"] == "paragraph":
        _filled(document.add_paragraph(style="Quote"), block["children"])
    elif block["kind"] == "code":
        document.add_paragraph(_storable(block["text"]), style="Quote")
    elif block["kind"] == "list":
        for item in block["items"]:
            for inner in item:
                _quoted(document, inner)
    else:
        for inner in block.get("children", ()):
            _quoted(document, inner)


def _list(document: Document, block: Node, depth: int) -> None:
    number = block["start"] is not None
    kind, level = "List Number" if number else "List Bullet", min(depth, DEEPEST)
    ending = f" {level}" if level > 1 else ""
    numbering = _begun_again(document, f"{kind}{ending}", block["start"]) if number else None
    for item in block["items"]:
        for nth, inner in enumerate(item):
            if inner["kind"] == "paragraph":
                style = f"{kind}{ending}" if nth == 0 else f"List Continue{ending}"
                paragraph = document.add_paragraph(style=style)
                if numbering is not None and nth == 0:
                    _number_by(paragraph, numbering)
                _filled(paragraph, inner["children"])
            else:
                _block(document, inner, depth)


def _begun_again(document: Document, style: str, start: int) -> int:
    """A numbering that begins at `start`: without one of its own a list goes on where the last one ended."""
    numbering = cast("Any", document.part.numbering_part).element
    of_style = cast("Any", document.styles)[style].element.pPr.numPr.numId.val
    abstract = next(num for num in numbering.num_lst if num.numId == of_style).abstractNumId.val
    num = numbering.add_num(abstract)
    num.add_lvlOverride(ilvl=0).add_startOverride(min(start, 32_767))
    return int(num.numId)


def _number_by(paragraph: Paragraph, numbering: int) -> None:
    properties = cast("Any", paragraph)._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - as its own documentation
    properties.get_or_add_numId().val = numbering
    properties.get_or_add_ilvl().val = 0


def _table(
    document: Document, head: Sequence[Sequence[Node]], rows: Sequence[Sequence[Sequence[Node]]]
) -> None:
    table = document.add_table(rows=1 + len(rows), cols=max(len(head), 1), style="Table Grid")
    for cell, inlines in zip(table.rows[0].cells, head, strict=False):
        _filled(cell.paragraphs[0], [{"kind": "strong", "children": list(inlines)}])
    # Read aloud as headers, and repeated on each page.
    properties = cast("Any", table.rows[0])._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no other way
    properties.append(_element("w:tblHeader"))
    for row, cells in zip(table.rows[1:], rows, strict=True):
        for cell, inlines in zip(row.cells, cells, strict=False):
            _filled(cell.paragraphs[0], inlines)
    document.add_paragraph()


# --- inlines ---


def _filled(paragraph: Paragraph, nodes: Iterable[Node], marks: frozenset[str] = frozenset()) -> None:
    for node in nodes:
        match node["kind"]:
            case "text" | "code":
                run = paragraph.add_run(_storable(node["text"]))
                run.bold, run.italic = "strong" in marks or None, "em" in marks or None
                run.font.strike = "s" in marks or None
                if node["kind"] == "code":
                    run.font.name = "Consolas"
            case "break":
                paragraph.add_run().add_break()
            case "link":
                _link(paragraph, node)
            case kind:
                _filled(paragraph, node["children"], marks | {kind})


def _link(paragraph: Paragraph, node: Node) -> None:
    link = _element("w:hyperlink")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link.set(qn("r:id"), paragraph.part.relate_to(node["address"], kind, is_external=True))
    begun = len(paragraph.runs)
    _filled(paragraph, node["children"])
    for run in paragraph.runs[begun:]:
        run.font.underline = True
        link.append(cast("Any", run)._r)  # noqa: SLF001 - moved, which python-docx has no other way for
    cast("Any", paragraph)._p.append(link)  # noqa: SLF001 - as above


def _element(tag: str) -> Any:  # noqa: ANN401 - python-docx knows it in part only
    return cast("Any", parser).OxmlElement(tag)


def _storable(text: str) -> str:
    """What a file can hold; other characters are shown by their numbers, as in a PDF."""
    return UNSTORABLE.sub(lambda char: f"[U+{ord(char[0]):04X}]", text)


# --- the file ---


def _file(document: Document) -> bytes:
    """The file, its parts without the moment at which they were written."""
    made, output = BytesIO(), BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as read, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as file:
        for name in sorted(read.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            file.writestr(zipfile.ZipInfo(name, LONG_AGO), read.read(name), zipfile.ZIP_DEFLATED)
    return output.getvalue()
