"""Every address of the platform. What a reader sees begins with its language; what machines read does not."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.views import home
from lms.api import api, nothing_here
from lms.health import healthz, readyz
from lms.media import media
from lms.refusals import found_or_not
from lms.robots import robots
from lms.sitemaps import SITEMAPS

# What is asked for most stands first: each address is compared with all before it.
urlpatterns = [
    path("v/", include("certificates.urls")),
    *i18n_patterns(
        path("", home, name="home"),
        path("", include("courses.urls")),
        path("learn/", include("learning.urls")),
        path("", include("search.urls")),
        path("library/", include("library.urls")),
        path("", include("cms.urls")),
        path("account/", include("accounts.urls")),
        path("account/", include("accounts.entrance")),
        path("learn/certificates/", include("certificates.urls_learner")),
        # Wagtail's form for pages that only members may read would be a second door, without codes and limits.
        path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
        path("", include(wagtail_urls)),
    ),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("api/v1/", api.urls),
    path("api/<path:address>/", nothing_here, name="nothing_here"),
    # A server in front may answer these itself, by the same rules; certificates are never under this folder.
    path("media/<path:path>", found_or_not(media), name="media"),
    path("cms/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]
