"""Working sessions."""

from datetime import date

from pydantic import Field

from api.http.items import View
from store.consultation.sessions import Status, WorkingSession


class SessionView(View):
    """A working session; organisations are named by their codes."""

    number: int = Field(examples=[1])
    day: date = Field(examples=["2027-03-11"])
    status: Status = Field(examples=["held"])
    title: str = Field(examples=["Funding after the first years"])
    invited: list[str] = Field(examples=[["GM0014", "GM0034"]])
    present: list[str] = Field(examples=[["GM0014"]])
    confirmed: list[str] = Field(
        description="Who made the outcome part of what they say", examples=[["GM0014"]]
    )


def session_view(session: WorkingSession, title: str) -> SessionView:
    return SessionView(
        number=session.number,
        day=session.day,
        status=session.status,
        title=title,
        invited=list(session.invited),
        present=list(session.present),
        confirmed=list(session.confirmed),
    )


class WholeSessionView(SessionView):
    """A working session with its outcome per section, or why it was cancelled."""

    outcome: dict[str, str] | None = Field(
        description="null when it is not yours to read",
        examples=[{"funding": "Shared, by number of inhabitants."}],
    )
    reason: str | None = Field(examples=["Too few could come."])
