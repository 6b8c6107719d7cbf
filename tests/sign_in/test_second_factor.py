"""An editor signs in with a password and six digits; whoever has only the first gets nowhere."""

import re
from base64 import b32decode
from binascii import unhexlify
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client, override_settings
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from rosetta.sign_in.second_factor import enrol, new_codes, new_key

pytestmark = pytest.mark.django_db
PASSWORD = "a long password of many words"
ASK, ENROL, CODES = "/admin/second-factor/", "/admin/second-factor/enrol/", "/admin/second-factor/codes/"


@pytest.fixture(autouse=True)
def required(today: Any) -> Any:
    """A site for which the second factor is required, and a clock that stands still."""
    with override_settings(SECOND_FACTOR=True):
        yield


@pytest.fixture
def owner() -> User:
    return User.objects.create_superuser("owner", password=PASSWORD)


def digits(key: str) -> str:
    return f"{totp(unhexlify(key)):06d}"


def with_device(user: User) -> str:
    """Give a user a device that has not been used, and return its key."""
    key = new_key()
    TOTPDevice.objects.create(user=user, name="app", key=key)
    return key


def with_password(name: str = "owner", address: str = "/admin/login/") -> tuple[Client, Any]:
    """Return a client that has given the password, and what it was answered."""
    client = Client()
    response = client.post(address, {"username": name, "password": PASSWORD, "next": "/admin/agreements/deal/"})
    return client, response


def key_shown(page: str) -> str:
    text = re.search(r"<code>([A-Z2-7 ]+)</code>", page).group(1)  # type: ignore[union-attr]
    return b32decode(text.replace(" ", "")).hex()


@pytest.mark.parametrize(
    "address",
    ["/admin/", "/ja/admin/", "/admin/agreements/deal/", "/admin/auth/user/", "/admin/password_change/", CODES],
)
def test_the_password_alone_opens_no_page(owner: User, address: str) -> None:
    with_device(owner)
    client, response = with_password()
    assert response.status_code == 302
    assert "/login/" in client.get(address)["Location"]
    assert client.get(address, follow=True).redirect_chain[-1][0].startswith(("/admin/second-f", "/ja/admin/second-f"))


def test_password_and_digits_lead_where_the_editor_wanted_to_go(owner: User) -> None:
    key = with_device(owner)
    client, _ = with_password()
    response = client.post(f"{ASK}?next=/admin/agreements/deal/", {"code": digits(key)})
    assert response["Location"] == "/admin/agreements/deal/"
    assert client.get("/admin/agreements/deal/").status_code == 200


def test_nobody_is_led_to_another_site(owner: User) -> None:
    key = with_device(owner)
    client, _ = with_password()
    response = client.post(f"{ASK}?next=https://evil.example/", {"code": digits(key)})
    assert response["Location"] == "/admin/"


def test_digits_of_a_japanese_keyboard_are_read(owner: User) -> None:
    key = with_device(owner)
    client, _ = with_password()
    wide = digits(key).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert client.post(ASK, {"code": f"{wide[:3]}　{wide[3:]}"}).status_code == 302


def test_digits_are_taken_once(owner: User) -> None:
    code = digits(with_device(owner))
    first, second = with_password()[0], with_password()[0]
    assert first.post(ASK, {"code": code}).status_code == 302
    response = second.post(ASK, {"code": code})
    assert "That code is not right, or it has been used." in response.content.decode()
    assert second.get("/admin/").status_code == 302


def test_after_wrong_digits_the_right_ones_wait_and_the_wait_has_an_end(owner: User, time_machine: Any) -> None:
    key = with_device(owner)
    client, _ = with_password()
    for _ in range(40):
        client.post(ASK, {"code": "000000"})
        time_machine.shift(600)
    client.post(ASK, {"code": "000000"})
    response = client.post(ASK, {"code": digits(key)})
    assert response.status_code == 429
    assert "After several wrong codes, the next is read in 513 seconds." in response.content.decode()
    time_machine.shift(514)
    assert client.post(ASK, {"code": digits(key)}).status_code == 302


def test_an_editor_enrols_at_the_first_log_in(owner: User) -> None:
    client, _ = with_password()
    page = client.get("/admin/", follow=True)
    assert page.redirect_chain[-1][0].startswith(ENROL)
    text = page.content.decode()
    # Without a view box it is cut off where its place is smaller.
    assert re.search(r"<svg[^>]* viewBox=", text)
    assert "data:" not in text
    assert "style=" not in text
    key = key_shown(text)
    assert key_shown(client.get(ENROL).content.decode()) == key
    assert not TOTPDevice.objects.exists()
    codes = re.findall(r"<li><code>([a-z2-9-]{14})</code>", client.post(ENROL, {"code": digits(key)}).content.decode())
    assert len(set(codes)) == 10
    assert client.get("/admin/").status_code == 200
    assert TOTPDevice.objects.get().key == key


def test_enrolment_speaks_japanese_in_the_look_of_the_admin(owner: User) -> None:
    client, _ = with_password(address="/ja/admin/login/")
    page = client.get("/ja/admin/second-factor/enrol/").content.decode()
    assert '<html lang="ja"' in page
    assert "css/admin.css" in page


def test_digits_that_are_not_of_the_key_enrol_nobody(owner: User) -> None:
    client, _ = with_password()
    client.get(ENROL)
    response = client.post(ENROL, {"code": "000000"})
    assert "That is not what the app shows for this key." in response.content.decode()
    assert not TOTPDevice.objects.exists()


def test_who_knows_the_password_cannot_exchange_the_key(owner: User) -> None:
    with_device(owner)
    client, _ = with_password()
    assert client.get(ENROL)["Location"].startswith(ASK)
    assert client.post(ENROL, {"code": "000000"}).status_code == 302
    assert client.post(CODES).status_code == 302


def test_a_recovery_code_opens_once_and_is_kept_as_a_hash(owner: User) -> None:
    with_device(owner)
    code = new_codes(owner)[0]
    assert not StaticToken.objects.filter(token__in=[code, code.replace("-", "")]).exists()
    first, second = with_password()[0], with_password()[0]
    assert first.post(ASK, {"code": code.upper()}).status_code == 302
    assert first.get("/admin/").status_code == 200
    assert second.post(ASK, {"code": code}).status_code == 200
    assert second.get("/admin/").status_code == 302


def test_codes_of_one_editor_are_nothing_to_another(owner: User) -> None:
    with_device(owner)
    other = User.objects.create_user("other", password=PASSWORD, is_staff=True)
    client, _ = with_password()
    for code in (new_codes(other)[0], digits(with_device(other))):
        client.post(ASK, {"code": code})
    assert client.get("/admin/").status_code == 302


def test_new_codes_end_the_old_and_few_are_told_of(owner: User) -> None:
    key = with_device(owner)
    old = new_codes(owner)
    client, _ = with_password()
    client.post(ASK, {"code": digits(key)})
    assert "You have 10 recovery codes left." in client.get(CODES).content.decode()
    client.post(CODES)
    assert with_password()[0].post(ASK, {"code": old[0]}).status_code == 200
    StaticToken.objects.all().delete()
    code = new_codes(owner)[0]
    StaticToken.objects.filter(pk__in=list(StaticToken.objects.values_list("pk", flat=True)[3:])).delete()
    again, _ = with_password()
    response = again.post(ASK, {"code": code}, follow=True)
    assert "You have 2 recovery codes left." in response.content.decode()


def test_who_cannot_give_the_second_factor_can_leave(owner: User) -> None:
    with_device(owner)
    client, _ = with_password()
    assert "_auth_user_id" in client.session
    client.post("/admin/logout/")
    assert "_auth_user_id" not in client.session


def test_the_session_has_another_name_after_the_second_factor(owner: User) -> None:
    key = with_device(owner)
    client, _ = with_password()
    before = client.session.session_key
    client.post(ASK, {"code": digits(key)})
    assert client.session.session_key != before


def test_a_lost_second_factor_is_taken_away_by_whoever_runs_the_site(owner: User) -> None:
    with_device(owner)
    new_codes(owner)
    said = StringIO()
    call_command("forget_second_factor", "owner", stdout=said)
    call_command("forget_second_factor", "owner", stdout=said)
    assert "sets up a second factor anew" in said.getvalue()
    assert "has no second factor" in said.getvalue()
    assert not StaticToken.objects.exists()
    with pytest.raises(CommandError, match="Nobody here is called"):
        call_command("forget_second_factor", "nobody")


def test_the_command_for_the_first_editor_says_what_comes_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    said = StringIO()
    call_command("createsuperuser", username="first", email="", interactive=False, stdout=said)
    assert "you set up the second factor there" in said.getvalue()


def test_keys_are_shown_nowhere_in_the_admin(owner: User) -> None:
    key = new_key()
    assert enrol(owner, key, digits(key))
    client = Client()
    client.force_login(owner)
    with override_settings(SECOND_FACTOR=False):
        assert "otp_totp" not in client.get("/admin/").content.decode()
        assert client.get("/admin/otp_totp/totpdevice/").status_code == 404


def test_where_it_is_not_required_the_password_is_enough(owner: User, client: Client) -> None:
    with override_settings(SECOND_FACTOR=False):
        client.force_login(owner)
        assert client.get("/admin/").status_code == 200
