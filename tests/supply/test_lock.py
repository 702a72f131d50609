"""A lock is read as a whole: every package with its hashes, whatever system installs it."""

import re

from supply import lock

LOCK = """\
# A comment
Typing_Extensions==4.16.0 \\
    --hash=sha256:{a} \\
    --hash=sha256:{b}
    # via pydantic
colorama==0.4.6 ; sys_platform == 'never' \\
    --hash=sha256:{b}
""".format(a="a" * 64, b="b" * 64)


def test_a_package_has_its_usual_name_its_version_and_its_hashes() -> None:
    first, _ = lock.read(LOCK)

    assert str(first) == "typing-extensions 4.16.0"
    assert [value[:8] for value in first.hashes] == ["sha256:a", "sha256:b"]


def test_what_another_system_installs_is_named_and_not_here() -> None:
    assert [pin.here for pin in lock.read(LOCK)] == [True, False]


def test_nothing_of_the_production_lock_is_passed_over() -> None:
    text = lock.PRODUCTION.read_text(encoding="utf-8")

    pins = lock.read(text)

    assert len(pins) == len(re.findall(r"^\S+==", text, flags=re.MULTILINE))
    assert sum(len(pin.hashes) for pin in pins) == text.count("--hash=")
