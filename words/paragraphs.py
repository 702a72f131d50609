"""A long text, such as the help of a command, is translated paragraph by paragraph."""

from inspect import cleandoc


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text that stands indented in the code, each of them on one line."""
    return [" ".join(lines.split()) for lines in cleandoc(text).split("\n\n") if lines.strip()]
