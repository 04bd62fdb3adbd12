"""Which letters can be printed."""

from certificates.drawing.shaping import first_face, plain
from certificates.drawing.typefaces import Weight


def missing_letters(text: str) -> list[str]:
    """Return the letters of `text`, each once and in their order, that no font of the certificate has.

    What the drawing drops (control, bidirectional and invisible characters) is not missing.
    """
    letters = dict.fromkeys(plain(text))
    return [letter for letter in letters if any(first_face(letter, weight) is None for weight in Weight)]
