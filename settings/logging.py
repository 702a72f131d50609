"""How log lines are written: JSON where machines read them, readable where people do.

Ids are bound with `structlog.contextvars.bound_contextvars(programme=..., run=..., request=...)`; from
then on every line of that task carries them, also lines of libraries that log in the standard way.
"""

import logging
import re
import sys
import traceback
from typing import TextIO

import structlog
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger

from settings.model import Settings

# These write a line for each message they send, or for each request that the API logs itself.
CHATTY = ("asyncio", "httpcore", "httpx2", "uvicorn.access")
SECRET = re.compile(
    r"(?<![\w-])(?=[\w-]*[A-Z])[\w-]{43}(?![\w-])"  # a personal link's
    r"|eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?"  # what signed in with
)
"""Tokens: whoever reads one in a log could act with it."""

MOST_FRAMES, MOST_CAUSES = 30, 5

OWN_HANDLERS = ("uvicorn", "uvicorn.error", "uvicorn.access")


def configure_logging(settings: Settings, stream: TextIO | None = None) -> None:
    """Send every log line, ours and libraries', to `stream` (standard error) as the settings say."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_common(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*_common(), structlog.stdlib.ExtraAdder()],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_renderers(settings, handler),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=settings.log_level.upper(), force=True)
    # Who did and read what is written down whatever else is.
    logging.getLogger("audit").setLevel(logging.INFO)
    logging.captureWarnings(capture=True)
    for name in OWN_HANDLERS:
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def _common() -> list[Processor]:
    """Return what is added to every line, whoever writes it."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]


def _renderers(settings: Settings, handler: logging.StreamHandler[TextIO]) -> list[Processor]:
    """Return the last steps, from an event to a line."""
    every: list[Processor] = [structlog.processors.ExceptionRenderer(kinds_and_places), without_secrets]
    if settings.log_format == "console":
        # By default it would write every local variable of every frame: what people wrote, for seconds.
        plain = structlog.dev.plain_traceback
        return [
            *every,
            structlog.dev.ConsoleRenderer(colors=handler.stream.isatty(), exception_formatter=plain),
        ]
    return [
        *every,
        structlog.processors.EventRenamer("message"),
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]


def without_secrets(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """The line with tokens masked, wherever they came from: an address, or what an error quotes."""
    return {
        name: SECRET.sub("***", value) if isinstance(value, str) else value for name, value in line.items()
    }


def kinds_and_places(exc_info: ExcInfo) -> str:
    """What went wrong: the kind of each error and where in the code, the cause after what came of it.

    Without what they say: PostgreSQL quotes rows, pydantic fields, and both hold what people wrote.
    """
    lines, error = list[str](), exc_info[1]
    for _ in range(MOST_CAUSES):
        if error is None:
            break
        lines += [_kind(error), *_places(error)]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join(lines)


def _kind(error: BaseException) -> str:
    # As asyncpg's errors have them, whose messages are what must stay out.
    known = ((name, getattr(error, name, None)) for name in ("sqlstate", "table_name", "constraint_name"))
    return ", ".join([type(error).__qualname__, *(f"{name} {value}" for name, value in known if value)])


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__, limit=-MOST_FRAMES)
    return [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
