"""Words that say nothing about what is looked for, as `analysis.fold` leaves them."""

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")  # What elision, lists and initials leave.

ARABIC = frozenset(
    """
    في من علي الي عن مع هذا هذه هولا ذلك تلك التي الذي الذين اللتي ما ماذا هي هو هم كان كانت يكون تكون كيف كم متي اين هل
    او ان لا لم لن قد كل بعض غير بين ثم حول عند بعد قبل حيث اي كما له لها لهم الا ليس ليست عبر ضد وفق حسب رقم و ف ب ل ك
    انا نحن انت فيه فيها منه منها عليه عليها به بها ايضا اذا لكن حتي منذ لدي لماذا يمكن
    """.split(),
)

FRENCH = frozenset(
    """
    le la les un une des du de et ou au aux en dans par pour sur avec sans ce cet cette ces son sa ses leur leurs mon ma
    mes notre nos votre vos qui que qu quoi dont est sont etre il elle ils elles on nous vous je tu ne pas plus comment
    quel quelle quels quelles combien quand se si y no numero jusqu lorsqu puisqu quoiqu
    """.split(),
)

ENGLISH = frozenset(
    """
    the an of and or to in on for with by at from is are was were be been do does how what which when where who why it
    its this that these those my our your can we you
    """.split(),
)

_BY_LANGUAGE = {"fr": ARABIC | FRENCH | _LETTERS, "en": ARABIC | ENGLISH | _LETTERS}
_ALL = ARABIC | FRENCH | ENGLISH | _LETTERS


def stop_words(language: str) -> frozenset[str]:
    """Give the words to leave out of a text or query; a reader of Arabic types French and English as well.

    >>> "or" in stop_words("en"), "or" in stop_words("fr"), "or" in stop_words("ar")
    (True, False, True)
    """
    return _BY_LANGUAGE.get(language, _ALL)
