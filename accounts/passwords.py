"""How passwords are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Hasher(Argon2PasswordHasher):
    """Argon2id at the smaller of OWASP's two equal settings (19 MiB, 2 rounds, 1 lane).

    A wave of sign-ups after a training day must not drown a small server; Django's default costs ten times more.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
