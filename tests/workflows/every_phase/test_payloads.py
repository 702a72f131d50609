"""What stands in histories is what the SDK's own converter writes and reads."""

from temporalio.contrib.pydantic import pydantic_data_converter

from domain.register.entries import Head
from workflows.payloads import data_converter

HEAD = Head(seq=3, hash="ab" * 32)


async def test_what_is_written_is_what_the_sdk_would_write() -> None:
    ours = await data_converter.encode([HEAD, None, b"raw"])

    assert ours == await pydantic_data_converter.encode([HEAD, None, b"raw"])


async def test_what_the_sdk_wrote_is_read() -> None:
    theirs = await pydantic_data_converter.encode([HEAD])

    assert await data_converter.decode(theirs, [Head]) == [HEAD]


def test_who_makes_another_converter_learns_no_type_anew() -> None:
    first, second = data_converter.payload_converter_class(), data_converter.payload_converter_class()

    assert vars(first) == vars(second)
