"""What may go wrong, in words for the person who runs the job."""


class ConfigurationError(Exception):
    """The job was asked for what it cannot do. Every problem at once; no value of a variable is repeated."""

    def __init__(self, problems: list[str]) -> None:
        heading = "a problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__("\n".join([f"Transform: {heading}", *(f"  {problem}" for problem in problems)]))
        self.problems = problems


class TransformError(Exception):
    """A failure that is known: the message says what, of what, and what to do."""

    is_retriable = True


class StagingCountError(TransformError):
    """The rows in the database are not those of the views. There is no manifest then, and another try stages anew."""


class StagingAbsentError(TransformError):
    """There is nothing to stage into."""

    is_retriable = False
