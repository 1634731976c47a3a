"""The one exception that a person sees."""


class SpineError(Exception):
    """What went wrong and what to do, in one sentence; the command line exits with 1."""
