"""Odd values wherever something is sent: bodies, files, addresses, heads, and requests that do not end."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from time import perf_counter

import httpx2

from attack.choosing import Choosing
from attack.commands import MAY, STARTS, fitted
from attack.report import Attempt
from attack.stack import PATIENT, Ground
from tests.api.odd import addresses, changes
from tests.api.operations import OPERATIONS, Operation
from tests.api.rights import BY_LINK, IN_DEVELOPMENT, Visitors, taking_part
from tests.api.story import Story
from tests.api.visiting import Visitor

NEVER: Mapping[str, object] = {
    "half a pair": "\ud800",
    "NUL": "a\0b",
    "half a pair in a day": "2027-03-1\ud800",
}
"""What no field takes: PostgreSQL cannot store it, or no text may be it."""

TEXTS: Mapping[str, object] = {
    "a control that turns writing round": "Jan \u202eseirV ed",
    "an isolate": "Jan \u2067de Vries",
    "a line end": "Jan\nde Vries",
    "a carriage return": "Jan\r\nBcc: all@elsewhere.example",
    "a line separator": "Jan\u2028de Vries",
    "nothing": "",
    "blanks": "   ",
    "a long text": "x" * 1_200_000,
    "a number that is huge": "9" * 400,
    "a number without end": "1e400",
    "the first day there is": "0001-01-01",
    "the last day there is": "9999-12-31",
    "a day that is none": "2027-02-30",
    "a script": "<script>alert(1)</script>",
    "SQL": "'; DROP TABLE entries; --",
    "a template": "{{7*7}}${7*7}%s%n",
    "a path": "../../../etc/passwd",
    "signs upon signs": "e" + "\u0301" * 2_000,
}
VALUES: Mapping[str, object] = {
    "10^300": 10**300,
    "-10^300": -(10**300),
    "2^63": 2**63,
    "-1": -1,
    "nought": 0,
    "no number": float("nan"),
    "infinity": float("inf"),
    "yes": True,
    "null": None,
    "an empty list": [],
    "an empty object": {},
    "a list in a list": [[["x"]]],
}
PLACES = {
    "NUL": "%00",
    "half a pair": "%ed%a0%80",
    "no UTF-8": "%ff",
    "a huge number": "9" * 400,
    "a number below nought": "-1",
    "a number that is none": "1e300",
    "a path": "..%2f..%2fetc%2fpasswd",
    "a control that turns writing round": "%e2%80%ae",
    "a line end": "x%0d%0aInjected:%201",
    "a long word": "x" * 4_000,
}
CALENDAR = b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:x
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:%b
RRULE:FREQ=%b
END:VEVENT
END:VCALENDAR
"""
FILES: Mapping[str, Sequence[bytes]] = {
    "text/csv": (
        b"",
        b"\xff\xfe\0",
        b"a,b\n" * 50,
        b"group,code,name\n" + b"x,!!,\n" * 2_000,
        b'group,code,name\n"' + b"x" * 100_000,
        b"group,code,name\nmembers,=cmd|'/C calc'!A0,x\n",
        "group,code,name\ngemeente,X1,Org \u202e1\n".encode(),
        b"group,code,name\ngemeente,X\x001,Org\n",
        b"group,code,name,weight\ngemeente,X1,Org," + b"9" * 400 + b"\n",
    ),
    "text/calendar": (
        b"",
        b"BEGIN:VCALENDAR\n" * 500,
        CALENDAR % (b"00010101", b"SECONDLY"),
        CALENDAR % (b"20990101", b"SECONDLY"),
        CALENDAR % (b"99991231", b"DAILY;COUNT=999999999999"),
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID=../../etc:20270101T000000\nEND:VEVENT\nEND:VCALENDAR\n",
        b"\xff" * 1_000,
    ),
    "text/markdown": (
        b"",
        b"\xff\xfe",
        b"# \0\n\n## Goals {#goals}\n\nx\n",
        b"[" * 20_000,
        b"> " * 20_000,
        b"## Goals {#goals}\n" * 2_000,
    ),
}
BODIES = {
    "nothing": b"",
    "half an object": b"{",
    "lists without end": b"[" * 100_000,
    "objects without end": b'{"a":' * 50_000,
    "no UTF-8": b"\xff\xfe",
    "no number": b'{"reason": NaN}',
    "a number of a million digits": b'{"reason": ' + b"9" * 1_000_000 + b"}",
    "a name twice": b'{"reason": "a", "reason": "b"}',
}
HEADS = (
    b"Idempotency-Key: \xff\xfe",
    b"Idempotency-Key: " + b"k" * 60_000,
    b"Idempotency-Key: \xed\xa0\x80",
    b"Accept-Language: " + b"nl;q=" + b"9" * 400,
    b"Accept-Language: \xff, *;q=nan, nl;q=1e400",
    b"Content-Type: application/json; charset=\xff",
    b"Content-Type: multipart/form-data; boundary=",
    b"Content-Length: -1",
    b"Content-Length: " + b"9" * 400,
    b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0",
    b"Transfer-Encoding: chunked, chunked\r\n\r\n0",
    b"X-Forwarded-For: " + b"999.999.999.999, " * 50,
    b"X-Forwarded-For: \xff",
    b'Forwarded: for="[::ffff:1]";proto=x',
    b"Range: bytes=0-,0-,0-",
    b"If-None-Match: " + b'"x",' * 500,
    b"Expect: 100-continue",
    b"traceparent: 00-" + b"f" * 400,
    b"Host: elsewhere.example",
    b"Authorization: Bearer \xff.\xff.\xff",
    b"Authorization: Bearer " + b"e30." * 10_000,
)
LINES = (
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET http://elsewhere.example/ HTTP/1.1\r\nHost: x\r\n\r\n",
    b"CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: x\r\n\r\n",
    b"X" * 20_000 + b" / HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /v1/%% HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /v1/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"\0" * 100,
)
SENDING = [operation for operation in OPERATIONS if isinstance(operation.body, str) and operation.body]
LAST = ("suspend", "resume", "replaceKwartiermaker", "withdraw")
"""What stops a programme is tried when everything else was."""

REFUSED = {401, 403}
HALF_OPEN = 60
ONE_LINE = "[\\x01-\\x1f\\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
KEPT_ON_ONE_LINE = {"people": ("name", "subject", "email"), "organisations": ("code", "name")}


async def attack(ground: Ground, choosing: Choosing) -> list[Attempt]:
    """Send what is odd to a programme of its own, as whoever may."""
    story = ground.story()
    await story.begun()
    await story.drafted()
    preparing: Visitors = {"kwartiermaker": story.as_("anna")}
    whoever = taking_part(story, "G1") | preparing
    sender = Sender(story, whoever)
    return [
        *await _in_bodies(sender, choosing),
        *await _in_files(sender),
        *await _in_addresses(sender, choosing),
        *await _in_heads(sender),
        *await _before_they_are_read(sender),
        *await _half_open(sender),
        *await _stored(ground, story),
    ]


class Sender:
    """Sends as whoever may ask what is sent, so that no right stands in between."""

    def __init__(self, story: Story, whoever: Visitors) -> None:
        self.story = story
        self._whoever = whoever

    def visitor(self, operation: Operation) -> Visitor:
        parts = MAY.get(operation.id, frozenset())
        return next((visitor for part, visitor in self._whoever.items() if part in parts), self.story.office)

    async def send(
        self, what: str, operation: Operation, content: bytes, expected: int | None = None
    ) -> Attempt:
        """Send bytes as the body of an operation: 5xx may not come of it, nor another than is expected."""
        path = operation.address(slug=self.story.slug)
        began = perf_counter()
        answer = await self.visitor(operation).send(path, content, operation.media_type or "application/json")
        return judged(f"{operation.id} with {what}", answer, perf_counter() - began, expected)

    async def get(self, what: str, path: str) -> Attempt:
        began = perf_counter()
        answer = await self.story.door.http.get(f"/v1{path}", headers=self.story.office.headers)
        return judged(f"GET {path[:120]} ({what})", answer, perf_counter() - began)


def judged(tried: str, answer: httpx2.Response, seconds: float, expected: int | None = None) -> Attempt:
    """What came of an input: 5xx may not, nor another status than is expected."""
    status = answer.status_code
    through = "" if status < 500 and expected in {None, status} else f"answered {status}"  # noqa: PLR2004
    if "injected" in answer.headers:
        through = "a head of one's own is in the answer"
    return Attempt("inputs", tried, through, seconds)


async def _in_bodies(sender: Sender, choosing: Choosing) -> list[Attempt]:
    attempts: list[Attempt] = []
    fields = [one for one in OPERATIONS if isinstance(one.body, dict) and one.media_type]
    fields = [one for one in fields if "{token}" not in one.path]
    fields.sort(key=lambda one: one.id in LAST and LAST.index(one.id) + 1)
    fields = [await fitted(operation, sender.story) for operation in fields]
    for expected, kind in ((400, NEVER), (None, TEXTS), (None, VALUES)):
        for name, odd in kind.items():
            places = [(one, changed) for one in fields for changed in changes(one.body, odd)]
            for one, changed in choosing.some(places, choosing.counts.inputs):
                content = json.dumps(changed).encode()
                attempts.append(await sender.send(name, one, content, expected))
    for name, content in BODIES.items():
        for one in choosing.some(fields, choosing.counts.inputs):
            attempts.append(await sender.send(name, one, content))  # noqa: PERF401 - one after the other
    return attempts


async def _in_files(sender: Sender) -> list[Attempt]:
    attempts: list[Attempt] = []
    for operation in SENDING:
        sent = await fitted(operation, sender.story)
        for number, content in enumerate(FILES[operation.media_type]):
            attempts.append(await sender.send(f"bad file {number}", sent, content))
    return attempts


async def _in_addresses(sender: Sender, choosing: Choosing) -> list[Attempt]:
    attempts: list[Attempt] = []
    reading = [
        replace(one, texts=(*one.texts, "after", "limit")) for one in OPERATIONS if one.method == "get"
    ]
    for name, odd in PLACES.items():
        paths = [path for one in reading for path in addresses(one, sender.story.slug, odd)]
        for path in choosing.some(paths, choosing.counts.inputs):
            attempts.append(await sender.get(name, path))  # noqa: PERF401 - one after the other
    return attempts


# --- by hand: what no client would send ---


async def _in_heads(sender: Sender) -> list[Attempt]:
    token = sender.story.office.token
    asked = f"{sender.story.at}/suspensions"
    attempts: list[Attempt] = []
    for method, path in (("GET", f"/v1{sender.story.at}"), ("POST", f"/v1{asked}")):
        for head in HEADS:
            said = f"{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n".encode()
            status = await _answered(sender, said + head + b"\r\n\r\n")
            attempts.append(_by_hand(f"{method} with the head {head[:60]!r}", status))
    for line in LINES:
        status = await _answered(sender, line)
        attempts.append(_by_hand(f"a request that begins with {line[:60]!r}", status))
    return attempts


def _by_hand(tried: str, status: int | None) -> Attempt:
    failed = status is not None and status >= 500  # noqa: PLR2004
    return Attempt("inputs", tried, f"answered {status}" if failed else "")


async def _answered(sender: Sender, sent: bytes) -> int | None:
    """The status of what is answered, None where the connection is closed without a word."""
    base = sender.story.door.http.base_url
    reader, writer = await asyncio.open_connection(base.host, base.port)
    try:
        writer.write(sent)
        async with asyncio.timeout(PATIENT):
            line = await reader.readline()
    except ConnectionError:
        return None
    finally:
        writer.close()
    words = line.split()
    return int(words[1]) if len(words) > 1 and words[1].isdigit() else None


async def _before_they_are_read(sender: Sender) -> list[Attempt]:
    """Huge bodies of whoever may not send them, who is answered while most of it was never sent."""
    door = sender.story.door
    files = [one for one in OPERATIONS if isinstance(one.body, str) and one.body]
    fields = [one for one in OPERATIONS if one.media_type and one.id not in IN_DEVELOPMENT | BY_LINK]
    unread = [
        *(("a stranger", door.stranger, one) for one in (*files, STARTS)),
        *(("nobody", door.nobody, one) for one in fields),
    ]
    return [await _before(sender, name, who, operation) for name, who, operation in unread]


async def _before(sender: Sender, name: str, who: Visitor, operation: Operation) -> Attempt:
    path = (await fitted(operation, sender.story)).address(slug=sender.story.slug)
    heads = {
        **who.headers,
        "Host": "x",
        "Idempotency-Key": "huge",
        "Content-Type": operation.media_type,
        "Content-Length": "3000000",
    }
    written = "".join(f"{head}: {value}\r\n" for head, value in heads.items())
    status = await _answered(sender, f"POST /v1{path} HTTP/1.1\r\n{written}\r\nx,!!,\n".encode())
    tried = f"{operation.id} with 3 MB of {name}, of which a line was sent"
    return Attempt("inputs", tried, "" if status in REFUSED else f"answered {status}")


async def _half_open(sender: Sender) -> list[Attempt]:
    """Requests that do not end, and one that does, which must be answered meanwhile."""
    base = sender.story.door.http.base_url
    async with AsyncExitStack() as held:
        for number in range(HALF_OPEN):
            _, writer = await asyncio.open_connection(base.host, base.port)
            held.callback(writer.close)
            writer.write(b"POST /v1/programmes HTTP/1.1\r\nHost: x\r\n"[: 10 + number % 30])
        answer = await sender.story.office.get(sender.story.at)
    through = "" if answer.is_success else f"others were answered {answer.status_code} meanwhile"
    return [Attempt("inputs", f"{HALF_OPEN} requests of which half is sent", through)]


async def _stored(ground: Ground, story: Story) -> list[Attempt]:
    """Names that are on one line and read one way, whatever came."""
    attempts: list[Attempt] = []
    for table, columns in KEPT_ON_ONE_LINE.items():
        for column in columns:
            query = f"SELECT count(*) FROM {table} WHERE programme = $1 AND {column} ~ $2"  # noqa: S608 - ours
            found = await ground.pool.fetchval(query, story.slug, ONE_LINE)
            through = f"{found} have line ends or controls" if found else ""
            attempts.append(Attempt("inputs", f"{table}.{column} after all inputs", through))
    return attempts
