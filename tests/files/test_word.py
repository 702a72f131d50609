"""A .docx as a stranger's file: its text is read, nothing in it does harm, and what is none is said."""

import zipfile
from io import BytesIO
from typing import Any, cast

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.markdown import parse
from files.word import UnreadableWordError, read


def file(*paragraphs: tuple[str, str]) -> bytes:
    """A document of paragraphs, each in a style."""
    document = docx.Document()
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    return saved(document)


def saved(document: Any) -> bytes:  # noqa: ANN401 - python-docx's own
    output = BytesIO()
    document.save(output)
    return output.getvalue()


def with_parts(content: bytes, **parts: bytes) -> bytes:
    """The same file with other parts, by their names without folder and ending."""
    names = {"document": "word/document.xml", "styles": "word/styles.xml", "bomb": "word/media/bomb.xml"}
    output = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new:
        given = {names[name]: part for name, part in parts.items()}
        for name in old.namelist():
            if name not in given:
                new.writestr(name, old.read(name))
        for name, part in given.items():
            new.writestr(name, part)
    return output.getvalue()


def text_of(content: bytes) -> str:
    [part] = read(content).parts
    return part.text


PLAIN = file(("Heading 1", "Goals"), ("Normal", "What we want."))


class TestItsText:
    def test_stands_below_the_headings_of_the_first_level(self) -> None:
        said = ("Heading 1", "Goals"), ("Normal", "One."), ("Heading 1", "Funding"), ("Normal", "Ten.")
        found = read(file(*said))

        assert [(part.heading, part.text) for part in found.parts] == [("Goals", "One."), ("Funding", "Ten.")]

    def test_lower_headings_lists_and_quotations_are_what_they_are(self) -> None:
        content = file(
            ("Heading 2", "Why"),
            ("List Bullet", "a"),
            ("List Bullet", "b"),
            ("List Number", "c"),
            ("List Number", "d"),
            ("Quote", "Said."),
        )

        assert text_of(content) == "### Why\n\n- a\n- b\n\n1. c\n2. d\n\n> Said."

    @pytest.mark.parametrize(
        "said", ["# no heading", "1. no list", "- no list", "> none", "*no* _mark_", "a | b"]
    )
    def test_what_looks_like_markdown_stays_what_it_says(self, said: str) -> None:
        [block] = parse(text_of(file(("Normal", said))))

        assert block["kind"] == "paragraph"
        assert "".join(child["text"] for child in block["children"]) == said

    def test_what_word_inserts_as_tracked_is_there_and_what_it_removes_is_not(self) -> None:
        document = docx.Document()
        paragraph = cast("Any", document.add_paragraph("Kept."))._p
        for tag, inside, said in (("ins", "t", " Added."), ("del", "delText", " Removed.")):
            run = f'<w:r><w:{inside} xml:space="preserve">{said}</w:{inside}></w:r>'
            paragraph.append(parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author="x">{run}</w:{tag}>'))

        assert text_of(saved(document)) == "Kept. Added."
        assert read(saved(document)).lost["tracked"] == 2


class TestWhatIsNone:
    @pytest.mark.parametrize("content", [b"", b"text", b"%PDF-1.7", b"PK\x03\x04", PLAIN[:-50], PLAIN[:400]])
    def test_it_is_said_with_what_to_do(self, content: bytes) -> None:
        with pytest.raises(UnreadableWordError, match=r"Save it in your word processor|damaged"):
            read(content)

    def test_a_spreadsheet_neither(self) -> None:
        output = BytesIO()
        with zipfile.ZipFile(output, "w") as new:
            new.writestr("xl/workbook.xml", "<workbook/>")

        with pytest.raises(UnreadableWordError, match=r"no \.docx file"):
            read(output.getvalue())

    @pytest.mark.parametrize("part", [b"", b"<w:document", b"<other/>", b"\x00\x01"])
    def test_nor_one_whose_text_is_not_what_word_writes(self, part: bytes) -> None:
        with pytest.raises(UnreadableWordError):
            read(with_parts(PLAIN, document=part))


class TestWhatWouldDoHarm:
    def test_what_grows_beyond_measure_is_not_unpacked(self) -> None:
        with pytest.raises(UnreadableWordError, match="There is more in this file"):
            read(with_parts(PLAIN, bomb=b" " * 30_000_000))

    def test_a_file_of_very_many_parts_neither(self) -> None:
        output = BytesIO(PLAIN)
        with zipfile.ZipFile(output, "a") as new:
            for n in range(2_001):
                new.writestr(f"{n}.xml", "<a/>")

        with pytest.raises(UnreadableWordError, match="There is more in this file"):
            read(output.getvalue())

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_entities_lead_nowhere(self, encoding: str) -> None:
        part = (
            f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
            f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>"
        )

        with pytest.raises(UnreadableWordError, match="what no word processor writes"):
            read(with_parts(PLAIN, document=part.encode(encoding)))

    @settings(max_examples=150, deadline=None)
    @given(st.integers(0, len(PLAIN) - 1), st.binary(min_size=1, max_size=8))
    def test_whatever_is_damaged_in_it_is_read_or_refused(self, place: int, bytes_: bytes) -> None:
        damaged = PLAIN[:place] + bytes_ + PLAIN[place + len(bytes_) :]

        try:
            read(damaged)
        except UnreadableWordError as error:
            assert str(error)  # noqa: PT017 - either way is right
