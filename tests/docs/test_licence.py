"""LICENSE is the EUPL 1.2 as a whole."""

import re
from pathlib import Path

LICENCE = (Path(__file__).parents[2] / "LICENSE").read_text(encoding="utf-8")


def test_it_is_the_eupl_in_version_1_2() -> None:
    assert LICENCE.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


def test_it_has_all_fifteen_articles_in_order() -> None:
    articles = [int(number) for number in re.findall(r"^(\d+)\. ?[A-Z]", LICENCE, flags=re.MULTILINE)]

    assert articles == list(range(1, 16))


def test_it_has_the_appendix_with_compatible_licences() -> None:
    _, _, appendix = LICENCE.partition("Appendix\n")

    assert appendix.count("\n— ") == 10
    assert "protect the\ncovered Source Code from exclusive appropriation" in appendix
