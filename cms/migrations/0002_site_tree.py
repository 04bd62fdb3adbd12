"""The first pages of the site: one home per language, linked as translations of one another, and the site that shows them."""

import uuid
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

HOMES = (("ar", "home", "الرئيسية"), ("fr", "home-fr", "Accueil"), ("en", "home-en", "Home"))


def _remove_welcome_page(apps: Apps, alias: str) -> None:
    """Wagtail's own migration makes a page and a site that say "Welcome"; an installation that used them keeps them."""
    page = apps.get_model("wagtailcore", "Page")
    apps.get_model("wagtailcore", "Site").objects.using(alias).filter(root_page__path="00010001").delete()
    page.objects.using(alias).filter(path="00010001", slug="home", numchild=0).delete()


def make_site_tree(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the three homes under the root and the default site."""
    alias = schema_editor.connection.alias
    home_page: Any = apps.get_model("cms", "HomePage")
    locale = apps.get_model("wagtailcore", "Locale")
    content_type, _ = (
        apps.get_model("contenttypes", "ContentType")
        .objects.using(alias)
        .get_or_create(model="homepage", app_label="cms")
    )
    _remove_welcome_page(apps, alias)
    root = apps.get_model("wagtailcore", "Page").objects.using(alias).get(depth=1)
    key = uuid.uuid4()
    pages = []
    for number, (code, slug, title) in enumerate(HOMES, start=1):
        language, _ = locale.objects.using(alias).get_or_create(language_code=code)
        pages.append(
            home_page.objects.using(alias).create(
                title=title,
                draft_title=title,
                slug=slug,
                content_type=content_type,
                path=f"{root.path}{number:04d}",
                depth=2,
                numchild=0,
                url_path=f"/{slug}/",
                locale=language,
                translation_key=key,
            )
        )
    root.numchild = len(pages)
    root.save(using=alias)
    apps.get_model("wagtailcore", "Site").objects.using(alias).create(
        hostname="localhost", site_name="كفاءات+", root_page_id=pages[0].pk, is_default_site=True, port=80
    )


def remove_site_tree(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take away what `make_site_tree` made."""
    alias = schema_editor.connection.alias
    apps.get_model("wagtailcore", "Site").objects.using(alias).filter(root_page__url_path="/home/").delete()
    # Row by row: going backwards, historical models do not know each other well enough to cascade.
    pages: Any = apps.get_model("wagtailcore", "Page").objects.using(alias)
    homes: Any = apps.get_model("cms", "HomePage").objects.using(alias)
    for pk in homes.values_list("pk", flat=True):
        homes.filter(pk=pk)._raw_delete(alias)
        pages.filter(pk=pk)._raw_delete(alias)
    pages.filter(depth=1).update(numchild=0)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(make_site_tree, remove_site_tree)]
