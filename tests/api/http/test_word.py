"""Papers as Word documents, beside what they are in Markdown and JSON."""

from io import BytesIO

import docx
import pytest

from documents.word import MEDIA_TYPE
from tests.api.story import Story


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("plan-versions/2/docx", "Written: funding."),
        ("consultations/1/response-memo/docx", "It is better."),
        ("submissions/1/cover-note/docx", "Gevraagd besluit:"),
    ],
)
async def test_a_paper_comes_as_a_word_document(story: Story, place: str, says: str) -> None:
    await story.before_the_college()

    answer = await story.office.get(f"{story.at}/{place}")

    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == MEDIA_TYPE
    document = docx.Document(BytesIO(answer.content))
    assert any(says in paragraph.text for paragraph in document.paragraphs)
    assert document.core_properties.identifier == story.slug
