"""What readers see is changed by publishers alone."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[Any]
else:
    _Admin = object

PUBLISH = "agreements.publish_deal"


class PublishersChangeWhatIsShown(_Admin):
    """Lets an editor change and delete, of the records to which the group has a right, those that no reader sees."""

    def is_shown(self, record: Any) -> bool:
        return bool(type(record).objects.shown().filter(pk=record.pk).exists())

    def may_touch(self, request: HttpRequest, record: Any) -> bool:
        return record is None or request.user.has_perm(PUBLISH) or not self.is_shown(record)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self.may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self.may_touch(request, obj)
