"""The API for machines and for the learner's own browser: each room brings its router."""

from ninja import NinjaAPI

from certificates.api import router as certificates
from learning.api import router as learning

api = NinjaAPI(title="Kafaat+", version="1", urls_namespace="api", docs_url=None)
api.add_router("", certificates)
api.add_router("", learning)
