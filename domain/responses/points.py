"""Points: what an organisation said about one section, as it is answered, split or merged."""

from collections.abc import Sequence

from domain.shared.messages import N_
from domain.shared.refusals import Missing, Refusal


class NoSuchPoint(Missing):
    title = N_("There is no such point")
    sentence = N_("There is no point {point} in this consultation.")
    advice = N_("List the consultation's responses.")
    point: int


class PointReplaced(Refusal):
    title = N_("The point was split or merged")
    sentence = N_("Point {point} was split; answer what it became.")
    advice = N_("Answer the points that it became: `details.became`.")
    point: int
    became: tuple[int, ...]


class PointMerged(PointReplaced):
    sentence = N_("Point {point} was merged; answer what it became.")


class PointOfSeveral(Refusal):
    title = N_("The point was merged from several")
    sentence = N_("This point was merged from several; split before merging.")
    advice = N_("Split points before they are merged.")


class PointsDiffer(Refusal):
    title = N_("These points cannot be merged")
    sentence = N_("Merge different points that are about one section.")
    advice = N_("Merge different points of one consultation about one section.")


class ExcerptNotSaid(Refusal):
    title = N_("An excerpt is not what was said")
    sentence = N_("Split a point into excerpts of its own text, word by word.")
    advice = N_("Use the point's own words; `details.parts` names which differ.")
    parts: tuple[int, ...]


def must_be_said(excerpts: Sequence[str], said: str) -> None:
    """The parts of a point are what was said, in its own words; blanks and line ends do not count."""
    # Compared without blanks: editors and forms break lines where the writer did not.
    whole = " ".join(said.split())
    if strange := [n for n, excerpt in enumerate(excerpts, 1) if " ".join(excerpt.split()) not in whole]:
        raise ExcerptNotSaid(parts=tuple(strange))


def must_differ_about_one_section(points: Sequence[tuple[int, str]]) -> None:
    """Points that are merged, by number and section: no point twice, and all about one section."""
    sections = {section for _, section in points}
    if len(set(points)) < len(points) or len(sections) > 1:
        raise PointsDiffer
