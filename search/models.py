"""What is stored for each document; its tokens lie beside it in `search_words`, as the database's engine keeps them."""

from django.db import models


class IndexedDocument(models.Model):
    """One findable thing in one language, as its room handed it over."""

    key = models.TextField()
    kind = models.CharField(max_length=32)
    language = models.CharField(max_length=8)
    title = models.TextField()
    text = models.TextField()
    url = models.TextField()
    facets = models.JSONField(default=dict)
    weight = models.FloatField(default=1.0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key"], name="one_document_per_key")]

    def __str__(self) -> str:
        return self.title
