from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from rosetta.sign_in.second_factor import forget


class Command(BaseCommand):
    help = "Take away the second factor of somebody who has lost phone and recovery codes: they set up a new one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Nobody here is called {username}.")
        if not forget(user):
            self.stdout.write(f"{username} has no second factor.")
            return
        self.stdout.write(f"{username} signs in with the password, and sets up a second factor anew.")
