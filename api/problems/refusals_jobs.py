"""What ends a job without success."""


class JobFailed(Exception):
    """The job did not do what it is there for; the sentence says why (Chinese)."""
