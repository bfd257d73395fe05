"""The one exception of the client, and how a gRPC status becomes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import grpc
from google.rpc import error_details_pb2
from grpc_status import rpc_status

if TYPE_CHECKING:
    from google.rpc import status_pb2

# The codes of a server that may answer the same call a moment later.
RETRYABLE = frozenset({grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.RESOURCE_EXHAUSTED})

_CODES: dict[int, grpc.StatusCode] = {code.value[0]: code for code in grpc.StatusCode}


@dataclass(frozen=True, slots=True)
class FieldViolation:
    """One field of a request that the server refused."""

    field: str
    description: str
    reason: str = ""


class GaztagError(Exception):
    """A call that failed.

    `code` is the gRPC status code; `reason` the stable name the server gives (`google.rpc.ErrorInfo`), empty when it
    gave none; `violations` the fields it refused (`google.rpc.BadRequest`); `retry_delay` the seconds it asks to wait
    (`google.rpc.RetryInfo`).
    """

    def __init__(
        self,
        code: grpc.StatusCode,
        message: str,
        *,
        reason: str = "",
        violations: tuple[FieldViolation, ...] = (),
        retry_delay: float | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.reason = reason
        self.violations = violations
        self.retry_delay = retry_delay

    @property
    def retryable(self) -> bool:
        """Whether the same call may succeed a moment later."""
        return self.code in RETRYABLE

    def __str__(self) -> str:
        kind = f"{self.code.name} ({self.reason})" if self.reason else self.code.name
        fields = [f"`{violation.field}`: {violation.description}" for violation in self.violations]
        return "; ".join([f"{kind}: {self.message}", *fields])


def error_from_status(status: status_pb2.Status) -> GaztagError:
    """Read a `google.rpc.Status` with its details."""
    reason = ""
    violations: tuple[FieldViolation, ...] = ()
    retry_delay = None
    for detail in status.details:
        if detail.Is(error_details_pb2.ErrorInfo.DESCRIPTOR):
            info = error_details_pb2.ErrorInfo()
            detail.Unpack(info)
            reason = info.reason
        elif detail.Is(error_details_pb2.BadRequest.DESCRIPTOR):
            refused = error_details_pb2.BadRequest()
            detail.Unpack(refused)
            violations = tuple(
                # `reason` came to FieldViolation later than the oldest googleapis-common-protos supported.
                FieldViolation(each.field, each.description, getattr(each, "reason", ""))
                for each in refused.field_violations
            )
        elif detail.Is(error_details_pb2.RetryInfo.DESCRIPTOR):
            retry = error_details_pb2.RetryInfo()
            detail.Unpack(retry)
            retry_delay = retry.retry_delay.seconds + retry.retry_delay.nanos / 1e9
    return GaztagError(
        _CODES.get(status.code, grpc.StatusCode.UNKNOWN),
        status.message,
        reason=reason,
        violations=violations,
        retry_delay=retry_delay,
    )


def error_from_rpc(error: grpc.RpcError) -> GaztagError:
    """Read the status of a failed call, with its details where the server sent them."""
    if not isinstance(error, grpc.Call):
        return GaztagError(grpc.StatusCode.UNKNOWN, str(error))
    try:
        status = rpc_status.from_call(error)
    except ValueError:
        # The details contradict the plain status. The plain one is what gRPC itself acts on.
        status = None
    if status is not None:
        return error_from_status(status)
    return GaztagError(error.code() or grpc.StatusCode.UNKNOWN, error.details() or "")
