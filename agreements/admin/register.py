# mypy: disable-error-code="type-arg"
# Django’s classes take no type arguments at run time.
"""The day of the register, in its one row."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from agreements.models import Register

from .history import KeepsHistory
from .unsaved import ComesBackUnsaved


@admin.register(Register)
class RegisterAdmin(KeepsHistory, ComesBackUnsaved):
    fields = ["compiled_on"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Register.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
