"""The page on which a developer reads what was mailed."""

from email.message import EmailMessage
from pathlib import Path

from settings import Settings
from tests.api.visiting import opened


def keep(folder: Path, number: int, subject: str, text: str) -> None:
    message = EmailMessage()
    message["To"], message["Subject"] = "Rik <rik@g1.example>", subject
    message.set_content(text)
    folder.mkdir(exist_ok=True)
    (folder / f"{number:06}.eml").write_bytes(bytes(message))


async def page(settings: Settings, tmp_path: Path) -> str:
    async with opened(settings.model_copy(update={"mail_folder": tmp_path / "mail"}), tmp_path) as door:
        answer = await door.http.get("/v1/development/mailbox")
    assert answer.status_code == 200
    return answer.text


async def test_it_shows_letters_without_a_token_the_newest_first(settings: Settings, tmp_path: Path) -> None:
    keep(tmp_path / "mail", 1, "Een", "Kijk op https://kwartier.example/i/abc")
    keep(tmp_path / "mail", 2, "Twee", "Hallo")

    shown = await page(settings, tmp_path)

    assert shown.index("Twee") < shown.index("Een")
    assert 'href="https://kwartier.example/i/abc"' in shown


async def test_what_somebody_typed_is_shown_as_text(settings: Settings, tmp_path: Path) -> None:
    keep(tmp_path / "mail", 1, "<script>alert(1)</script>", "<img src=x onerror=alert(1)>")

    shown = await page(settings, tmp_path)

    assert "<script>" not in shown
    assert "<img" not in shown
    assert "&lt;script&gt;" in shown


async def test_there_is_none_outside_development(settings: Settings, tmp_path: Path) -> None:
    elsewhere = settings.model_copy(
        update={"environment": "production", "token_issuer": "https://id.example"}
    )
    async with opened(elsewhere, tmp_path) as door:
        assert (await door.http.get("/v1/development/mailbox")).status_code == 404
