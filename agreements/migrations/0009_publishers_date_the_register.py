from django.contrib.auth.management import create_permissions
from django.db import migrations

# The day on which the register's facts were last gathered.
EDITOR = {"view_register"}
PUBLISHER = EDITOR | {"change_register"}


def allow_groups(apps, schema_editor):
    # Permissions are otherwise created after the last migration only.
    config = apps.get_app_config("agreements")
    config.models_module = True
    create_permissions(config, verbosity=0, apps=apps, using=schema_editor.connection.alias)
    config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, wanted in (("editor", EDITOR), ("publisher", PUBLISHER)):
        # A site that has removed a group of its own will goes without.
        for group in Group.objects.filter(name=name):
            group.permissions.add(
                *Permission.objects.filter(content_type__app_label="agreements", codename__in=wanted)
            )


class Migration(migrations.Migration):
    dependencies = [("agreements", "0008_source_health")]
    operations = [migrations.RunPython(allow_groups, migrations.RunPython.noop)]
