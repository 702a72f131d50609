"""A page that shows what a development Kwartier mailed. It asks for no token, as mail does not."""

import asyncio
from pathlib import Path

from fastapi import APIRouter
from jinja2 import Environment
from starlette.responses import HTMLResponse

from api.development.kept_mail import WholeMailView, kept, one
from api.http.dependencies import Here

router = APIRouter(prefix="/development", include_in_schema=False)

SHOWN = 50

# Escaped, because letters quote what people typed.
PAGE = Environment(autoescape=True).from_string("""<!doctype html>
<html lang="nl">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Post / mail - Kwartier</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; color: #222; }
body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
summary { cursor: pointer; padding: .5rem 0; border-top: 1px solid #ccc; }
summary span { color: #555; }
pre { white-space: pre-wrap; font: inherit; background: #f5f5f5; padding: 1rem; }
</style>
<h1>Post / mail</h1>
<p lang="nl">Wat hier is verstuurd, de nieuwste eerst. Niets verlaat deze machine.</p>
<p lang="en">What was mailed here, the newest first: nothing leaves this machine.</p>
{% for mail in mails %}
<details>
<summary>{{ mail.subject }}
<span>&rarr; {{ mail.to }}, {{ mail.sent_at.strftime("%H:%M:%S") }} UTC</span></summary>
<pre>{{ mail.text | urlize }}</pre>
{% if mail.attachments %}<p>Bijlagen / attachments: {{ mail.attachments | join(", ") }}</p>{% endif %}
</details>
{% else %}
<p>Nog niets / nothing yet.</p>
{% endfor %}
{% if more %}<p>En nog {{ more }} oudere / and {{ more }} older ones.</p>{% endif %}
</html>
""")


@router.get("/mailbox")
async def show_mailbox(resources: Here) -> HTMLResponse:
    """The newest letters, each with its text."""
    # Up to fifty files are read, and others must not wait for that.
    mails, more = await asyncio.to_thread(_newest, resources.settings.mail_folder)
    return HTMLResponse(PAGE.render(mails=mails, more=more))


def _newest(folder: Path | None) -> tuple[list[WholeMailView], int]:
    """The newest letters, and how many older ones there are."""
    every = kept(folder)
    whole = [one(folder, mail.number) for mail in every[:SHOWN]]
    return [mail for mail in whole if mail is not None], len(every[SHOWN:])
