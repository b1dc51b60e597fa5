"""What a job says when it cannot be done."""


class JobError(Exception):
    """The job could not be done. The text is Vietnamese, for the user: what is wrong and what to do instead."""
