"""What an operator can put right."""

from infra.terminal import reads_chinese


class Trouble(Exception):
    """Something outside the program is in the way; the message is one sentence that says what.

    The command line prints the sentence and ends with status 1, without a traceback.

    Args:
        message: the sentence in English.
        zh: the same sentence in Chinese (zh-CN), where there is one.
    """

    def __init__(self, message: str, *, zh: str = "") -> None:
        super().__init__(message)
        self.zh = zh

    def sentence(self) -> str:
        """In the language of the terminal."""
        return self.zh if self.zh and reads_chinese() else str(self)
