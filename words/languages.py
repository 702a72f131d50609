"""Which languages there are, and which of them to speak with whom."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from domain.blueprint.model import Blueprint
from domain.blueprint.problems import suggesting
from domain.shared.messages import N_, Message, SaidError
from words.language import Language

ENGLISH = Language("en", Locale("en", "GB"), NullTranslations())
"""The language of the code, which needs no catalogue; days are written as in Europe: 28 November 2026."""

OF_PAPERS = "nl"
"""What papers are written in where a blueprint names no language, as those before 0.2.0 do not."""

CATALOGUE = Path("LC_MESSAGES", "kwartier.po")
SHIPPED = Path(__file__).parent / "locale"


class UnknownLanguageError(SaidError):
    """Somebody named a language that there is no catalogue for."""

    code = "unknown_language"


@dataclass(frozen=True)
class Languages:
    """English, and every language with a catalogue in `folder`; `more` are those that stand in no folder."""

    folder: Path = SHIPPED
    more: Sequence[Language] = ()

    @cached_property
    def codes(self) -> Sequence[str]:
        """Return what the languages are called, in the alphabet's order."""
        catalogues = self.folder.glob(f"*/{CATALOGUE}")
        found = {path.parents[1].name.replace("_", "-") for path in catalogues}
        return sorted({ENGLISH.code, *found, *(language.code for language in self.more)})

    def problem(self, code: str) -> Message | None:
        """Return what is wrong with a language that somebody names; None when it is spoken here."""
        if code in self.codes:
            return None
        return suggesting(
            code,
            self.codes,
            N_('{value} is not a language that is spoken here; did you mean "{name}"?'),
            N_("{value} is not a language that is spoken here; there are: {names}"),
        )

    def speaking(self, code: str) -> Language:
        """Return the language that is called `code`."""
        # Exactly: the closest may be a wider one, which is not what was named.
        if (known := self._closest(code)) is None or known.lower() != code.lower():
            unknown = N_("There is no language '{code}'. There are: {codes}.")
            raise UnknownLanguageError(unknown.having(code=code, codes=", ".join(self.codes)))
        for language in (ENGLISH, *self.more):
            if language.code == known:
                return language
        return _read(self.folder / known.replace("-", "_") / CATALOGUE, known)

    def negotiate(self, accepted: str, default: str = ENGLISH.code) -> Language:
        """Return the best of what an `Accept-Language` asks for, or the default where there is none of it."""
        wanted = _ranges(accepted)
        refused = {tag for tag, quality in wanted.items() if quality == 0}
        # Sorting keeps their order among equals: the one that was named first.
        for tag in sorted((tag for tag in wanted if tag not in refused), key=lambda tag: -wanted[tag]):
            candidates = [default, *self.codes] if tag == "*" else [self._closest(tag)]
            for code in candidates:
                if code is not None and code.lower() not in refused:
                    return self.speaking(code)
        return self.speaking(default)

    def of_terminal(self, environ: Mapping[str, str], explicit: str | None = None) -> Language:
        """Return the language that was asked for (`--language`), else the locale's, else English."""
        if explicit is not None:
            return self.speaking(explicit)
        # In the order of POSIX: the first that is set decides, also where it names no language of ours.
        names = (environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
        locale = next((name for name in names if name), "")
        return self.speaking(self._closest(locale.partition(".")[0].partition("@")[0]) or ENGLISH.code)

    def _closest(self, tag: str) -> str | None:
        """Return the language that `tag` names, or the wider one that it is a kind of: nl-NL is nl."""
        known = {code.lower(): code for code in self.codes}
        parts = tag.lower().replace("_", "-").split("-")
        tags = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
        return next((known[tag] for tag in tags if tag in known), None)


def _ranges(accepted: str) -> dict[str, float]:
    """Return how much each tag is wanted, in the order they were named; what cannot be read is left out."""
    return dict(_each_range(accepted))


def _each_range(accepted: str) -> Iterator[tuple[str, float]]:
    for part in accepted.lower().split(","):
        tag, _, quality = (text.strip() for text in part.partition(";"))
        try:
            yield tag, float(quality.removeprefix("q=")) if quality else 1.0
        # What a browser sends must never make an answer fail.
        except ValueError:
            continue


@cache
def _read(path: Path, code: str) -> Language:
    """Read and compile a catalogue, once in a process: what is committed is what is spoken."""
    with path.open("rb") as file:
        catalogue = read_po(file)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Language(code, Locale.parse(code, sep="-"), GNUTranslations(compiled))


LANGUAGES = Languages()
"""The languages that Kwartier is shipped with."""


def language_of(blueprint: Blueprint) -> Language:
    """Return the language that a programme's documents are in.

    Raises `UnknownLanguageError` where this installation lacks the catalogue that the programme began with:
    a paper in another language would stand in the register for good.
    """
    return LANGUAGES.speaking(blueprint.language or OF_PAPERS)
