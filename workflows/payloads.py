"""How what goes into a workflow and comes out of it is written: JSON by pydantic, each type prepared once.

The SDK makes a converter anew for every task, and each knows no type yet; these all share what they know.
"""

from temporalio.contrib.pydantic import PydanticPayloadConverter
from temporalio.converter import CompositePayloadConverter, DataConverter

_SHARED = tuple(PydanticPayloadConverter().converters.values())


class _Sharing(CompositePayloadConverter):
    def __init__(self) -> None:
        super().__init__(*_SHARED)


data_converter = DataConverter(payload_converter_class=_Sharing)
"""The same on the wire as the SDK's `pydantic_data_converter`."""
