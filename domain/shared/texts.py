"""References to what a person typed: the text itself stays in its own table, where it can be erased."""

from domain.shared.base import Tolerant


class TextRef(Tolerant):
    """A text by its id and salted hash (hex SHA-256); `length` is in characters, outer blanks left out."""

    id: str
    hash: str
    length: int

    @property
    def is_empty(self) -> bool:
        return self.length == 0
