"""What a failure of a service comes to: in words, and whether another try may succeed."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from py4j.java_gateway import JavaObject
from py4j.protocol import Py4JJavaError

from airstar_transform.errors import TransformError


@dataclass(frozen=True)
class Failure:
    """One line for a person, and whether another try may succeed with nobody changing anything."""

    line: str
    is_retriable: bool


@dataclass(frozen=True)
class _Kind:
    """Whose it is and where to look; the driver's own wording follows."""

    exception: str
    remedy: str
    # How the server's name for it begins: an SQLSTATE, or the code's name in MongoDB.
    code: str = ""
    is_retriable: bool = True


# The most special first. A login can also fail because the connection breaks.
_KINDS = (
    _Kind("com.mongodb.MongoTimeoutException", "MongoDB cannot be reached; MONGODB_URI must name a server that runs"),
    _Kind("com.mongodb.MongoSocket", "MongoDB failed; run again once it answers"),
    _Kind(
        "com.mongodb.MongoSecurityException",
        "MongoDB refuses the login; see user, password and authSource of MONGODB_URI",
        is_retriable=False,
    ),
    _Kind(
        "com.mongodb",
        "MongoDB does not let this login read; give the user of MONGODB_URI the role read",
        code="Unauthorized",
        is_retriable=False,
    ),
    _Kind("com.mongodb", "MongoDB failed; run again once it answers"),
    _Kind(
        "org.postgresql",
        "PostgreSQL refuses the login; see user and password of DATABASE_URL",
        code="28",
        is_retriable=False,
    ),
    _Kind(
        "org.postgresql",
        "PostgreSQL does not let this login stage; make the user of DATABASE_URL a member of airstar_stager",
        code="42501",
        is_retriable=False,
    ),
    *(
        _Kind(
            "org.postgresql",
            "PostgreSQL lacks what is asked for; DATABASE_URL must name a database migrated by the loader",
            code=code,
            is_retriable=False,
        )
        for code in ("3D", "3F", "42")
    ),
    _Kind("org.postgresql", "PostgreSQL failed; DATABASE_URL must name a database that runs, migrated by the loader"),
)


def known_failure(error: BaseException) -> Failure | None:
    """What a failure of a service comes to, or None where nobody knows what it is."""
    if isinstance(error, TransformError):
        return Failure(str(error), error.is_retriable)
    causes = _causes(error)
    for kind in _KINDS:
        cause = next((each for each in causes if each.is_of(kind)), None)
        if cause is not None:
            return Failure(f"{kind.remedy}: {_one_line(cause.message)}", kind.is_retriable)
    return None


class _Cause(NamedTuple):
    exception: str
    message: str
    code: str = ""

    def is_of(self, kind: _Kind) -> bool:
        return self.exception.startswith(kind.exception) and self.code.startswith(kind.code)


def _causes(error: BaseException) -> list[_Cause]:
    """Each Java cause. A failed task may carry its own only as text, without a code."""
    java = error.java_exception if isinstance(error, Py4JJavaError) else getattr(error, "_origin", None)
    causes = []
    while java is not None:
        name, message = java.getClass().getName(), str(java.getMessage() or "")
        causes.append(_Cause(name, message, _code(name, java)))
        told = re.findall(r"^(?:Caused by: )?.*?((?:com\.mongodb|org\.postgresql)[\w.$]*): (.*)$", message, re.M)
        causes.extend(_Cause(*each) for each in told)
        java = java.getCause()
    return causes


def _code(name: str, java: JavaObject) -> str:
    if name.startswith("org.postgresql"):
        return str(java.getSQLState() or "")
    return str(java.getErrorCodeName()) if name == "com.mongodb.MongoCommandException" else ""


def _one_line(message: str) -> str:
    line = " ".join(message.split())
    return line if len(line) <= 300 else f"{line[:300]} …"
