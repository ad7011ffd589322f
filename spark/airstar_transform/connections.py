"""URLs of the services as Spark wants them. None of these objects shows its secret when it is printed."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

DEFAULT_DATABASE = "airstar"


@dataclass(frozen=True)
class MongoConnection:
    """Where the raw documents are."""

    uri: str = field(repr=False)
    database: str
    # Name of a partitioner of the connector; None is its default, which asks for more than FerretDB can.
    partitioner: str | None


@dataclass(frozen=True)
class PostgresConnection:
    """Where the staging tables are. The login is apart: a URL ends up in messages and plans."""

    url: str
    login: dict[str, str] = field(repr=False)


def mongo_connection(uri: str, partitioner: str | None) -> MongoConnection:
    """Raises ValueError, with a message that goes behind the name of the variable."""
    parts = urlsplit(uri)
    if parts.scheme not in ("mongodb", "mongodb+srv") or not parts.netloc:
        raise ValueError("is not a mongodb:// URI")
    return MongoConnection(uri, unquote(parts.path.strip("/")) or DEFAULT_DATABASE, partitioner)


def postgres_connection(url: str) -> PostgresConnection:
    """Raises ValueError, with a message that goes behind the name of the variable."""
    parts = urlsplit(url)
    database = parts.path.strip("/")
    if parts.scheme not in ("postgresql", "postgres") or not parts.hostname or not database:
        raise ValueError("is not a postgresql://user:password@host:port/database URL")
    try:
        port = parts.port or 5432
    except ValueError:
        raise ValueError("has a port that is none") from None
    query = dict(parse_qsl(parts.query))
    login = {"user": parts.username, "password": parts.password}
    named = {name: query.pop(name, None) or (value and unquote(value)) for name, value in login.items()}
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    # One INSERT for many rows, instead of one each.
    options = urlencode({**query, "reWriteBatchedInserts": "true"})
    return PostgresConnection(
        f"jdbc:postgresql://{host}:{port}/{database}?{options}", {name: value for name, value in named.items() if value}
    )
