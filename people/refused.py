"""A rule of the domain said no. Verbs raise it, views show it as a form's error."""


class Refused(Exception):
    """A sentence that says what to do about it, and the form's field to blame; "" where no one field is."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
