"""The plan as a .docx: with real styles, in one language, and read back as it was."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any, cast

import docx
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.in_word import Origin, plan_document
from documents.markdown import parse
from files import word
from files.plan_word import sections_in
from tests.documents.arranged import DUTCH, blueprint
from tests.documents.test_pdf import WHOLE

AT = datetime(2027, 3, 12, 10, tzinfo=UTC)
SECTIONS = blueprint().definition.sections


def file(text: str) -> bytes:
    return plan_document(DUTCH, blueprint(), Origin("common-ground", AT), 3, {SECTIONS[0].key: text})


def read_back(content: bytes) -> str:
    texts, problems = sections_in(word.read(content), SECTIONS)
    assert problems == []
    return texts[SECTIONS[0].key]


def opened(content: bytes) -> Any:  # noqa: ANN401 - python-docx's own
    return docx.Document(BytesIO(content))


def test_headings_lists_quotations_and_tables_are_real_ones() -> None:
    document = opened(file(WHOLE))

    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "List Number", "List Bullet 2", "Quote", "Code"} <= styles
    [table] = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["groep", "antwoord"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_it_says_what_it_is_and_in_which_language() -> None:
    document = opened(file("Tekst."))

    core = document.core_properties
    assert (core.title, core.subject, core.language) == ("Common Ground", "Het plan, versie 3", "nl")
    assert (core.identifier, core.version) == ("common-ground", "3")
    assert {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))} == {"nl"}


def test_the_same_version_gives_the_same_bytes() -> None:
    assert file(WHOLE) == file(WHOLE)


def test_everything_that_markdown_has_is_there_when_it_comes_back() -> None:
    back = read_back(file(WHOLE.split("\n", 1)[1]))

    assert plain(parse(back)) == plain(parse(WHOLE.split("\n", 1)[1]))


def test_what_no_file_can_hold_is_shown_by_its_number() -> None:
    assert "[U+0001] [U+FFFE]" in read_back(file("\x01 \ufffe"))


def plain(nodes: Any) -> str:  # noqa: ANN401 - a tree
    if isinstance(nodes, list):
        return "".join(map(plain, cast("list[Any]", nodes)))
    inside = (plain(nodes.get(name, [])) for name in ("children", "items", "head", "rows"))
    return nodes.get("text", "") + "".join(inside)


MARKS = ("# ", "## ", "> ", "- ", "1. ", "    ", "|a|b|\n|-|-|\n|", "**", "*", "`", "\n", "\n\n", "---\n")


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(MARKS) | st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=6),
        max_size=20,
    ).map("".join)
)
def test_whatever_people_type_comes_back_with_every_word(markdown: str) -> None:
    assert words(read_back(file(markdown))) == words(markdown)


def words(markdown: str) -> str:
    """Letters and figures of what is read, without what marks it."""
    return "".join(filter(str.isalnum, plain(parse(markdown))))
