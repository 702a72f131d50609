"""How log lines are written: JSON where machines read them, readable where people do.

Ids are bound with `structlog.contextvars.bound_contextvars(programme=..., run=..., request=...)`; from
then on every line of that task carries them, also lines of libraries that log in the standard way.
"""

import logging
import sys
from typing import TextIO

import structlog
from structlog.types import Processor

from settings.model import Settings

# These write a line for each message they send, or for each request that the API logs itself.
CHATTY = ("asyncio", "httpcore", "httpx2", "uvicorn.access")
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
    if settings.log_format == "console":
        return [structlog.dev.ConsoleRenderer(colors=handler.stream.isatty())]
    return [
        # Local variables hold what people wrote and are called: they stay out.
        structlog.processors.ExceptionRenderer(
            structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
        ),
        structlog.processors.EventRenamer("message"),
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
