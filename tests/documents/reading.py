"""Reads a PDF back."""

from io import BytesIO
from typing import Any

from pypdf import PdfReader


def reader(content: bytes) -> Any:  # noqa: ANN401 - pypdf's own types are partly unknown
    return PdfReader(BytesIO(content))


def pages_of(content: bytes) -> list[str]:
    """The text of each page, its white space made one blank each."""
    return [" ".join(page.extract_text().split()) for page in reader(content).pages]


def text_of(content: bytes) -> str:
    """All text of a PDF, a page after the other."""
    return " ".join(pages_of(content))
