"""A document as PDF: to keep (PDF/A), for everyone to read (PDF/UA), and its text is only ever text."""

from dataclasses import replace
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import pdf
from documents.cover_note import Declined, Material, cover_note
from documents.pdf import KINDS, Facts, NotSetError, render
from documents.programme import Signature
from domain.register.entries import Head
from domain.shared.rules import DocumentKind
from tests.documents.arranged import DUTCH, blueprint
from tests.documents.reading import pages_of, reader, text_of
from tests.domain.arranged import before_the_body
from tests.words.pseudo import PSEUDO, outside
from words.language import Language
from words.languages import ENGLISH

FACTS = Facts(
    version=3,
    head=Head(seq=87, hash="5f3c" * 16),
    at=datetime(2027, 3, 12, 10, tzinfo=ZoneInfo("Europe/Amsterdam")),
    author="College van Dienstverleningszaken",
    rows=(("College van Dienstverleningszaken", "goedgekeurd, 11 maart 2027"),),
    signatures=(
        Signature("College", "goedgekeurd, 11 maart 2027", "5 voor", "Voorzitter: Vera"),
        Signature("Bestuur", "goedgekeurd, 25 maart 2027", "3 voor", "Namens Bestuur"),
    ),
    classification="public",
)
TITLE = "Programma Common Ground"
WHOLE = """# Programma Common Ground

Inleiding.

## Doelen

Tekst met **nadruk** en *klem*, `code`, en [een koppeling](https://example.org/visie).

1. een
2. twee
   - twee-a

> Wij willen dit.

| groep | antwoord |
| --- | --- |
| Gemeenten | 201 |

```
letterlijk
```

---

#### Te diep

Slot.
"""


WORDS = (
    *("nadruk", "klem", "code", "een koppeling", "1. een", "2. twee", "twee-a", "Wij willen dit."),
    *("groep", "Gemeenten", "201", "letterlijk", "Te diep", "Slot."),
)


def rendered(markdown: str, language: Language = DUTCH) -> bytes:
    return render(language, "programme", TITLE, markdown, FACTS)


class TestTheFile:
    @pytest.mark.parametrize("kind", KINDS)
    def test_it_says_that_it_is_pdf_a_and_pdf_ua(self, kind: DocumentKind) -> None:
        metadata = reader(render(DUTCH, kind, TITLE, WHOLE, FACTS)).trailer["/Root"]["/Metadata"].get_data()

        assert b"<pdfaid:part>2</pdfaid:part>" in metadata
        assert b"<pdfaid:conformance>A</pdfaid:conformance>" in metadata
        assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata

    def test_it_has_a_title_a_language_and_a_tagged_structure(self) -> None:
        read = reader(rendered(WHOLE))

        root = read.trailer["/Root"]
        assert (read.metadata.title, read.metadata.author) == (TITLE, FACTS.author)
        assert str(root["/Lang"]).lower().startswith("nl")
        assert root["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in root
        assert [bookmark.title for bookmark in flat(read.outline)] == [
            "Vaststelling",
            "College",
            "Bestuur",
            "Doelen",
            "Te diep",
        ]

    def test_the_same_input_gives_the_same_bytes(self) -> None:
        assert rendered(WHOLE) == rendered(WHOLE)

    def test_its_date_is_the_day_in_the_programmes_own_time_zone(self) -> None:
        assert str(reader(rendered(WHOLE)).metadata["/CreationDate"]).startswith("D:20270312")


def flat(outline: list[Any]) -> list[Any]:
    """Bookmarks without their nesting."""
    nested = [flat(cast("list[Any]", item)) if isinstance(item, list) else [item] for item in outline]
    return [one for some in nested for one in some]


class TestWhatItSays:
    def test_the_title_page_names_what_it_is_and_who_decided(self) -> None:
        first = pages_of(rendered(WHOLE))[0]

        assert DUTCH.say(KINDS["programme"]).upper().replace(" ", "") in first.replace(" ", "")
        for said in (TITLE, "Versie 3", *FACTS.rows[0]):
            assert said in first
        assert "Inleiding" not in first

    def test_every_page_ends_with_programme_version_and_register_head(self) -> None:
        pages = pages_of(rendered(WHOLE + "\n\nNog een alinea." * 150))

        assert len(pages) > 3
        for number, page in enumerate(pages, start=1):
            assert f"{TITLE} · Versie 3" in page
            assert f"register 87:{'5f3c' * 16}" in page
            assert f"pagina {number} van {len(pages)}" in page

    @pytest.mark.parametrize("said", WORDS)
    def test_everything_that_markdown_has_is_in_it(self, said: str) -> None:
        assert said in text_of(rendered(WHOLE))

    def test_its_own_title_is_not_said_twice(self) -> None:
        assert TITLE not in pages_of(rendered(WHOLE))[2].replace(f"{TITLE} ·", "")

    def test_each_deciding_body_signs_on_the_page_after_the_title(self) -> None:
        second = pages_of(rendered(WHOLE))[1]

        assert "Vaststelling" in second
        for signature in FACTS.signatures:
            for said in signature:
                assert said in second
        assert second.count("Datum") == 2
        assert "Inleiding" not in second

    def test_what_nobody_signs_has_no_such_page(self) -> None:
        pages = pages_of(render(DUTCH, "cover_note", TITLE, WHOLE, replace(FACTS, signatures=())))

        assert "Vaststelling" not in " ".join(pages)
        assert "Inleiding" in pages[1]

    def test_the_title_page_says_whether_it_is_public(self) -> None:
        note = replace(FACTS, classification="confidential")

        assert "openbaar" in pages_of(rendered(WHOLE))[0]
        assert "vertrouwelijk" in pages_of(render(DUTCH, "cover_note", TITLE, WHOLE, note))[0]


def test_a_cover_note_with_all_that_it_can_tell_can_be_printed() -> None:
    declined = [Declined(1, n, "goals", "partly", f"Reden {n} | met *tekens*.") for n in range(1, 30)]
    material = Material(
        reservations=["Te snel."],
        advice=["Te duur."],
        responses={"taken_over": 1, "partly": 29},
        declined=declined,
        funding="# Geld\n\n| jaar | bedrag |\n| --- | --- |\n| 2027 | tien |\n\n- <b>veel</b>",
        conditions={},
        memos={1: "5f3c" * 16},
    )
    state = before_the_body().state

    note = cover_note(DUTCH, blueprint(), state, "college", material)
    printed = text_of(render(DUTCH, "cover_note", TITLE, note, FACTS))

    for said in ("Gevraagde financiering", "Te snel.", "Te duur.", "Reden 20 | met tekens.", "En nog 9"):
        assert said in printed
    assert "Reden 21" not in printed
    assert f"registerregel {state.head.seq}" in printed


class TestItsLanguage:
    LONG = "onderwijsinspectie verantwoordelijkheid representativeness internationalisation " * 40

    @pytest.mark.parametrize(("language", "lang"), [(DUTCH, "nl"), (ENGLISH, "en-GB")])
    def test_readers_are_told_which_it_is(self, language: Language, lang: str) -> None:
        assert str(reader(rendered(WHOLE, language)).trailer["/Root"]["/Lang"]) == lang

    def test_words_are_broken_by_its_rules(self) -> None:
        in_dutch, in_english = (
            pages_of(rendered(self.LONG, language))[2].partition(TITLE)[0] for language in (DUTCH, ENGLISH)
        )

        assert in_dutch != in_english

    def test_what_the_template_writes_is_in_it(self) -> None:
        first, second = pages_of(rendered(WHOLE, ENGLISH))[:2]

        for said in ("APPROVED PROGRAMME", "DECISION", "public", "Version 3"):
            assert said.replace(" ", "") in first.replace(" ", "")
        for said in ("Adoption", "The bodies below have adopted this programme. Version 3.", "Signature"):
            assert said in second

    def test_no_word_of_it_is_outside_of_the_catalogues(self) -> None:
        signature = Signature("Body", "Decided", "Tally", "Signer")
        facts = replace(FACTS, author="Author", rows=(("Row", "Said"),), signatures=(signature,))

        printed = text_of(render(PSEUDO, "programme", "Small", "Text.", facts))

        assert outside(printed, "Small", "Text.", "Row", "Said", *signature, facts.head.hash) == []


class TestHostileText:
    @pytest.mark.parametrize(
        "text",
        [
            '#import "@preview/x:1.0.0"',
            '#read("/etc/passwd")',
            '#eval("1+1")',
            "#sys.inputs",
            "$ sum_(i=0) $",
            "<script>alert(1)</script>",
            "<b>vet</b> &",
            "@ref <label>",
            "#let x = 1; #x",
            "]#panic()[",
            '")) #panic()',
        ],
    )
    def test_what_looks_like_code_is_text(self, text: str) -> None:
        assert text in text_of(rendered(f"## Kop\n\n{text}"))

    def test_in_a_title_or_a_row_too(self) -> None:
        facts = replace(FACTS, rows=(("#panic()", "*x* $y$"),))

        read = text_of(render(DUTCH, "programme", '#eval("1")', "Tekst.", facts))

        assert '#eval("1")' in read
        assert "#panic() *x* $y$" in read

    def test_only_addresses_of_the_web_and_of_mail_become_links(self) -> None:
        text = (
            "[a](https://example.org) [b](javascript:x) [c](file:///etc/passwd) [d](/pad) [e](mailto:a@b.nl)"
        )

        pages = reader(rendered(text)).pages

        links = [note.get_object()["/A"]["/URI"] for page in pages for note in page.get("/Annots", [])]
        assert links == ["https://example.org", "mailto:a@b.nl"]

    def test_characters_that_no_font_has_are_shown_by_their_number(self) -> None:
        read = text_of(rendered("Groot 😀 en 日, privé \ue000."))

        assert "Groot [U+1F600] en [U+65E5], privé [U+E000]." in read

    def test_control_characters_too_also_when_markdown_writes_them_as_entities(self) -> None:
        assert "a [U+001F] b [U+202E] c" in text_of(rendered("a \x1f b &#x202e; c"))

    def test_what_turns_the_direction_of_reading_is_shown_not_obeyed(self) -> None:
        assert "niet [U+202E]goedgekeurd" in text_of(rendered("niet \u202egoedgekeurd"))

    @pytest.mark.parametrize(
        "markdown",
        [
            ">" * 90 + " diep",
            "\n".join("  " * n + "- diep" for n in range(90)),
            "*" * 200 + "diep",
            "[" * 200 + "diep",
        ],
        ids=["quotations", "lists", "stars", "brackets"],
    )
    def test_however_deep_it_is_nested_it_is_set_and_said(self, markdown: str) -> None:
        assert "diep" in text_of(rendered(markdown))

    def test_an_empty_document_is_one_as_well(self) -> None:
        assert len(pages_of(rendered(""))) >= 1

    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(
            st.sampled_from(
                [
                    "# ",
                    "## ",
                    "#### ",
                    "> ",
                    "- ",
                    "1. ",
                    "99999999. ",
                    "    ",
                    "|a|b|\n|-|-|\n|",
                    "***",
                    "~~",
                ]
            )
            | st.sampled_from(
                ["`", "```\n", "[x](", "![", "](https://a.b)", "\n", "\n\n", "---\n", "<b>", "\\"]
            )
            | st.text(max_size=5),
            max_size=25,
        ).map("".join)
    )
    def test_whatever_people_type_becomes_a_document(self, markdown: str) -> None:
        assert rendered(markdown.encode(errors="replace").decode()).startswith(b"%PDF-")


class TestWhatCannotBeSet:
    @pytest.mark.parametrize("markdown", ["Gewoon.", "Groot 😀."])
    def test_it_is_said_without_repeating_what_the_document_holds(
        self, markdown: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pdf, "TEMPLATE", b"#panic(sys.inputs.document)")

        with pytest.raises(NotSetError) as failure:
            rendered(markdown)

        assert str(failure.value) == "typst refuses it"
        assert failure.value.__suppress_context__
