"""The matrix as editors see it: the grid, the pairs, and what a change would do before it is saved."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from agreements import key
from agreements.models import Deal, TypeState
from agreements.selectors.key import key_of_register, states_of_deals

pytestmark = pytest.mark.register

GRID = "/admin/agreements/typestate/"
CELL = f"{GRID}cell/security-assistance/payment/"


def _with_permissions(name: str, *actions: str) -> Client:
    """Return a client for one who may do this to cells. The database with the whole register has no groups."""
    user = User.objects.create_user(name, password="a long password", is_staff=True)
    codenames = [f"{action}_typestate" for action in actions]
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor() -> Client:
    return _with_permissions("an-editor", "view")


@pytest.fixture
def publisher() -> Client:
    return _with_permissions("a-publisher", "view", "add", "change", "delete")


def state_of(slug: str, character: str) -> set[str]:
    cells = TypeState.objects.filter(type__slug=slug, state__character__slug=character)
    return set(cells.values_list("state__slug", flat=True))


def test_the_grid_shows_every_cell_its_notes_and_the_weakest_pairs(publisher: Client) -> None:
    body = publisher.get(GRID).content.decode()

    assert CELL in body
    assert "Each of these agreements has a Joint Committee." in body
    assert body.count('<tr class="matrix-weak"') == 0
    assert "0 pairs are told apart for certain by fewer than 3 questions." in body
    # Weakest first.
    strengths = [int(part.partition("<")[0]) for part in body.partition("matrix-pairs")[2].split("<td>")[1::2]]
    assert strengths == sorted(strengths)
    assert len(strengths) == 78


def test_a_change_says_what_would_come_out_differently_and_saves_nothing_yet(publisher: Client) -> None:
    response = publisher.post(CELL, {"has-price": "on"})
    body = response.content.decode()

    assert response.status_code == 200
    # With all that is known of it, a gift is still a gift; keyed out by three questions, it no longer surely is.
    assert "/identify/?subject=equipment&amp;payment=gift&amp;deed=give" in body
    assert "deal=philippines-osa-2023" not in body
    assert "These pairs would be weak" in body
    assert 'name="seen" value="price"' in body
    assert state_of("security-assistance", "payment") == {"gift"}


def test_a_change_that_has_been_seen_is_saved(publisher: Client) -> None:
    seen = {"has-gift": "on", "note_en-gift": "Free.", "note_ja-gift": "無償。", "seen": "gift"}

    assert publisher.post(CELL, seen).status_code == 302
    cell = TypeState.objects.get(type__slug="security-assistance", state__character__slug="payment")
    assert (cell.state.slug, cell.note_en, cell.note_ja) == ("gift", "Free.", "無償。")


def test_another_change_than_the_one_seen_is_shown_first(publisher: Client) -> None:
    response = publisher.post(CELL, {"has-price": "on", "seen": "gift"})

    assert response.status_code == 200
    assert state_of("security-assistance", "payment") == {"gift"}


def test_a_change_without_effect_says_so(publisher: Client) -> None:
    body = publisher.post(CELL, {"has-gift": "on"}).content.decode()

    assert "Every published deal and every address of the site would come out as it does now." in body


def test_an_address_of_the_site_that_turns_is_named(publisher: Client) -> None:
    cell = f"{GRID}cell/acsa/subject/"
    body = publisher.post(cell, {"has-equipment": "on"}).content.decode()

    assert "/identify/?subject=supplies" in body


def test_a_note_needs_both_languages(publisher: Client) -> None:
    response = publisher.post(CELL, {"has-gift": "on", "note_en-gift": "Free."})

    assert "Write the note in both languages." in response.content.decode()


def test_an_editor_may_look_and_not_change(editor: Client) -> None:
    assert editor.get(GRID).status_code == 200
    assert "Show what this would change" not in editor.get(CELL).content.decode()
    assert editor.post(CELL, {"has-gift": "on", "seen": "gift"}).status_code == 403


@pytest.mark.parametrize("address", [f"{GRID}cell/acsa/color/", f"{GRID}cell/treaty/payment/", f"{GRID}0/change/"])
def test_a_cell_that_is_not_there_is_not_found(publisher: Client, address: str) -> None:
    assert publisher.get(address).status_code == 404


def test_a_single_state_leads_to_its_cell(publisher: Client) -> None:
    one = TypeState.objects.get(type__slug="security-assistance", state__character__slug="payment")

    assert publisher.get(f"{GRID}{one.pk}/change/")["Location"] == CELL


def test_the_grid_in_japanese(editor: Client) -> None:
    assert "費用は主題でない" in editor.get(f"/ja{GRID}").content.decode()


def _deals_told_of(body: str) -> set[str]:
    return set(re.findall(r"/identify/\?deal=([-a-z0-9]+)", body))


def _outcomes_of_deals() -> dict[str, key.Outcome]:
    matrix = key_of_register().matrix
    states = states_of_deals(Deal.objects.published())
    return {slug: key.outcome(matrix, key.answers_of(matrix, of_deal)) for slug, of_deal in states.items()}


@pytest.mark.parametrize(
    ("kind", "character", "states"),
    [
        ("security-cooperation", "payment", {"gift"}),
        ("defense-framework", "binding", {"yes"}),
        ("defense-framework", "deed", set()),
    ],
)
def test_the_deals_announced_are_those_that_come_out_differently_once_saved(
    publisher: Client, kind: str, character: str, states: set[str]
) -> None:
    cell = f"{GRID}cell/{kind}/{character}/"
    ticks = {f"has-{state}": "on" for state in states}
    body = publisher.post(cell, {**ticks, "seen": "nothing yet"}).content.decode()
    before = _outcomes_of_deals()

    assert publisher.post(cell, {**ticks, "seen": ",".join(sorted(states))}).status_code == 302
    after = _outcomes_of_deals()
    assert _deals_told_of(body) == {slug for slug, out in before.items() if after[slug] != out}
