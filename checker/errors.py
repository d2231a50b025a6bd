"""The one exception that a user gets to see: a sentence in each language, never a traceback."""


class GrondslagError(Exception):
    """Something in the input, the pack or the options that stops the check.

    Each text is one whole sentence: where (file, row, column), what is wrong and what to do.
    """

    def __init__(self, nl: str, en: str) -> None:
        super().__init__(en)
        self.texts = {"nl": nl, "en": en}
