"""What an operator can put right."""


class Trouble(Exception):
    """Something outside the program is in the way; the message is one sentence that says what.

    The command line prints the sentence and ends with status 1, without a traceback.
    """
