"""Asking on a terminal for what an act still needs: by labels, with what can be chosen."""

import sys
from collections.abc import Sequence

from cli.errors import CommandError
from cli.filling import Field, Form, Json, Option, typed
from cli.showing.page import Page
from domain.shared.messages import N_, Message


def is_a_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty()


def ask_for(page: Page, form: Form, filled: Json) -> Json:
    """What was filled in, with an answer for each field that was not."""
    answers = dict(filled)
    for field in form.fields:
        name = field.path.rpartition(".")[2]
        if name not in answers and (answer := _answer(page, field)) is not None:
            answers[name] = answer
        elif field.kind == "form" and field.items is not None and name in answers:
            # Given in part, such as the name of a person without their address.
            answers[name] = ask_for(page, field.items, answers[name])
    return answers


def choose(page: Page, what: Message, options: Sequence[str]) -> int:
    """Which of the options somebody chooses, counted from 0."""
    page.paragraph(what, "bold")
    for number, option in enumerate(options, start=1):
        page.line(None, f"{number}  {option}")
    while True:
        answer = _read(page, N_("Number"))
        if answer.isdigit() and 1 <= int(answer) <= len(options):
            return int(answer) - 1
        page.paragraph(N_("Choose a number from 1 to {n}.").having(n=len(options)))


def confirm(page: Page, question: Message) -> bool:
    """Whether somebody says yes; anything else is no."""
    yes = page.say(N_("yes", "answer"))
    answer = _read(page, N_("{question} (yes or no)").having(question=question))
    return answer.strip().lower() in {yes.lower(), yes[:1].lower()}


def _answer(page: Page, field: Field) -> object:
    """What somebody answers for one field; None where they leave it out."""
    _announce(page, field)
    match field.kind:
        case "form" if field.items is not None:
            return ask_for(page, field.items, {}) if field.required else None
        case "array" if field.items is not None:
            return _several(page, field, field.items)
        case "object":
            return _texts(page, field)
        case "array":
            return _listed(page, field)
        case _:
            return _one(page, field)


def _announce(page: Page, field: Field) -> None:
    page.blank()
    optional = N_("{label} (not needed)").having(label=field.label)
    page.paragraph(field.label if field.required else optional, "bold")
    if field.hint:
        page.paragraph(field.hint, "dim")
    if field.kind != "object":
        for number, option in enumerate(field.options, start=1):
            page.line(None, f"{number}  {option.name}")


def _one(page: Page, field: Field) -> object:
    while True:
        answer = _read(page)
        if not answer and not field.required:
            return None
        # Of one thing nothing is to be chosen, such as the hash of what lies before a body.
        only = field.options[0].value if len(field.options) == 1 and not answer else None
        chosen = _chosen(field.options, answer) if only is None else only
        if chosen is not None:
            return chosen
        if answer and not field.options:
            try:
                return typed(field, answer)
            except CommandError as error:
                page.paragraph(error.message)
                continue
        page.paragraph(N_("This is needed: give a value.") if not field.options else CHOOSE)


CHOOSE = N_("Choose one by its number.")


def _listed(page: Page, field: Field) -> object:
    """Several values, with commas between them."""
    page.paragraph(N_("With commas between them."), "dim")
    while True:
        parts = [part.strip() for part in _read(page).split(",") if part.strip()]
        if not parts and not field.required:
            return None
        chosen = [_chosen(field.options, part) for part in parts] if field.options else parts
        if parts and None not in chosen:
            return chosen
        page.paragraph(CHOOSE if field.options else N_("This is needed: give a value."))


def _texts(page: Page, field: Field) -> object:
    """A text for each name that there is, such as the sections of the plan."""
    page.paragraph(N_("A text, or @FILE to take it from a file; leave it empty to leave it out."), "dim")
    found: Json = {}
    for option in field.options:
        page.line(None, option.name)
        if answer := _read(page):
            found[str(option.value)] = typed(field._replace(kind="string"), answer)
    return found or None


def _several(page: Page, field: Field, items: Form) -> object:
    """As many things as somebody names, field by field."""
    found: list[Json] = []
    while (field.required and not found) or confirm(page, N_("Name one more?")):
        found.append(ask_for(page, items, {}))
    return found or None


def _chosen(options: Sequence[Option], answer: str) -> str | int | None:
    """The value that an answer means: by its number in the list, or as it is sent."""
    if answer.isdigit() and 1 <= int(answer) <= len(options):
        return options[int(answer) - 1].value
    return next((option.value for option in options if answer in {str(option.value), option.name}), None)


def _read(page: Page, prompt: Message | None = None) -> str:
    said = "" if prompt is None else f"{page.say(prompt)} "
    try:
        return input(f"{said}> ").strip()
    except EOFError:
        raise CommandError(N_("The answers ended before all was asked; nothing was done.")) from None
