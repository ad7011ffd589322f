"""What may go wrong, in words for the person who runs the job."""

import re

from py4j.protocol import Py4JJavaError


class ConfigurationError(Exception):
    """The job was asked for what it cannot do. Every problem at once; no value of a variable is repeated."""

    def __init__(self, problems: list[str]) -> None:
        heading = "a problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__("\n".join([f"Transform: {heading}", *(f"  {problem}" for problem in problems)]))
        self.problems = problems


class TransformError(Exception):
    """A failure that is known: the message says what, of what, and what to do."""


class StagingCountError(TransformError):
    """The rows in the database are not those of the views. There is no manifest then."""


# Whose it is and where to look, most special first; the driver's own wording follows.
_REMEDIES = {
    "com.mongodb.MongoTimeoutException": "MongoDB cannot be reached; MONGODB_URI must name a server that runs",
    "com.mongodb.MongoSecurityException": "MongoDB refuses the login; see user, password and authSource of MONGODB_URI",
    "com.mongodb": "MongoDB failed; run again once it answers",
    "org.postgresql": "PostgreSQL failed; DATABASE_URL must name a database that runs, migrated by the loader",
}


def known_failure(error: BaseException) -> str | None:
    """The one line for a failure of a service, or None where nobody knows what it is."""
    if isinstance(error, TransformError):
        return str(error)
    causes = _causes(error)
    for prefix, remedy in _REMEDIES.items():
        message = next((text for name, text in causes if name.startswith(prefix)), None)
        if message is not None:
            return f"{remedy}: {_one_line(message)}"
    return None


def _causes(error: BaseException) -> list[tuple[str, str]]:
    """Class and message of each Java cause. A failed task carries its own only as text."""
    java = error.java_exception if isinstance(error, Py4JJavaError) else getattr(error, "_origin", None)
    causes = []
    while java is not None:
        message = str(java.getMessage() or "")
        causes.append((java.getClass().getName(), message))
        causes.extend(
            re.findall(r"^(?:Caused by: )?.*?((?:com\.mongodb|org\.postgresql)[\w.$]*): (.*)$", message, re.M)
        )
        java = java.getCause()
    return causes


def _one_line(message: str) -> str:
    line = " ".join(message.split())
    return line if len(line) <= 300 else f"{line[:300]} …"
