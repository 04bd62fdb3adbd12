"""What the server calls the events of its own, so that making one twice makes one.

Phones name theirs by chance. A name that a phone could work out beforehand, it could take for something else: then what
a form said, or a grade, would count as there already and be lost.
"""

import uuid

from django.utils.crypto import salted_hmac

# As many bytes as a uid has.
LENGTH = 16


def own_uid(*parts: object) -> uuid.UUID:
    """Return the name that follows from `parts` and the server's secret."""
    digest = salted_hmac("learning.naming", " ".join(map(str, parts)), algorithm="sha256").digest()
    return uuid.UUID(bytes=digest[:LENGTH], version=5)
