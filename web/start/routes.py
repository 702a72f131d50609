"""The front page, and the language that somebody chooses."""

from fastapi import APIRouter
from starlette.responses import Response

from web.http import language
from web.http.forms import Filled
from web.http.page import Shows, of_ours
from web.sign_in.session import WhoIfAnyone

router = APIRouter()


@router.get("/", operation_id="pageStart")
async def start(page: Shows, _who: WhoIfAnyone) -> Response:
    """What this is, and the ways in."""
    return page.show("start/start.html")


@router.post("/language", operation_id="chooseLanguage")
async def choose_language(page: Shows, form: Filled) -> Response:
    """Speak this language with whoever chose it, from now on; back to the page where they did."""
    answer = page.go(of_ours(form.get("back")))
    if (chosen := form.get("language")) in page.request.app.state.languages.codes:
        # Not a secret, and nothing depends on it: every page may read it.
        answer.set_cookie(
            language.COOKIE, chosen, max_age=language.KEPT_SECONDS, httponly=True, samesite="lax"
        )
    return answer
