"""Two groups for the people who keep the register: editors write drafts, publishers show them to readers."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

PARTS_OF_DEAL = ["event", "citation", "amount", "relation", "dealphrase", "dealstate"]
SHARED = ["source", "partner"]
FRAME = [
    "agreementtype",
    "typephrase",
    "confusion",
    "character",
    "state",
    "typestate",
    "term",
    "sense",
    "sensecitation",
    "cue",
    "survey",
]


def codenames(actions, models):
    return {f"{action}_{model}" for action in actions for model in models}


EDITOR = (
    codenames(["view", "add", "change", "delete"], ["deal", *PARTS_OF_DEAL])
    | codenames(["view", "add", "change"], SHARED)
    | codenames(["view"], FRAME)
)
PUBLISHER = (
    EDITOR | codenames(["delete"], SHARED) | codenames(["add", "change", "delete"], FRAME) | {"publish_deal"}
)


def create_groups(apps, schema_editor):
    # Permissions are otherwise created after the last migration only.
    config = apps.get_app_config("agreements")
    config.models_module = True
    create_permissions(config, verbosity=0, apps=apps, using=schema_editor.connection.alias)
    config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, wanted in (("editor", EDITOR), ("publisher", PUBLISHER)):
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(
            *Permission.objects.filter(content_type__app_label="agreements", codename__in=wanted)
        )


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=["editor", "publisher"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(create_groups, remove_groups)]
