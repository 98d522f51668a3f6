"""What an import says instead of guessing."""

from locales import Language


class Refused(Exception):
    """Raised when a file cannot be taken in as it is; its words are said in any language."""

    def __init__(self, message: str, /, **values: object) -> None:
        self.message = message
        self.values = values
        super().__init__(message.format(**values) if values else message)

    def said(self, t: Language) -> str:
        """The words in one language."""
        return t(self.message, **self.values)


class Unanswered(Exception):
    """Raised when the file does not say what a row needs; lists every option to give."""

    def __init__(self, *questions: str) -> None:
        self.questions = questions
        super().__init__("\n".join(questions))

    def said(self, t: Language) -> str:
        """The questions in one language, one a line."""
        return "\n".join(t(question) for question in self.questions)
