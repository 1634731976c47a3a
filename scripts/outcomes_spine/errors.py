"""The one exception that a person sees, and what is said of every other."""

RELEASE_STAYS = "The last good release is untouched."


class SpineError(Exception):
    """What went wrong and what to do, in one sentence; the command line exits with 1.

    `private` are names of files that the sentence may hold and that may tell of a child.
    """

    private: tuple[str, ...] = ()


def kept(error: BaseException) -> str:
    """Return the sentence as it may stay in a log: without a name that may tell of a child."""
    said = sentence(error)
    for name in sorted(getattr(error, "private", ()), key=len, reverse=True):
        said = said.replace(name, "a file of the drop folder")
    return said


def sentence(error: BaseException) -> str:
    """Say what ended a command; of what was not foreseen only the kind, never a value."""
    match error:
        case SpineError():
            return str(error)
        case KeyboardInterrupt():
            return "stopped: the last good release is untouched."
        case BrokenPipeError():
            return f"stopped: the program that read its lines has ended. {RELEASE_STAYS}"
        case OSError():
            where = f"{error.filename}: " if error.filename else ""
            return (
                f"{where}{error.strerror or error}: check that the disk has room and the folder "
                f"can be written. {RELEASE_STAYS}"
            )
        case _:
            return (
                f"the program stopped on something it did not foresee ({type(error).__name__}). "
                f"{RELEASE_STAYS} Run again with SPINE_DEBUG=1 for the details and report them."
            )
