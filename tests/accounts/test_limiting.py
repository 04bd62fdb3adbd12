import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import Settings

from accounts.limiting import MOST, client_address, may_act


def coming_from(address: str, forwarded: str = "") -> HttpRequest:
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    return RequestFactory().post("/", REMOTE_ADDR=address, headers=headers)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "127.0.0.1"),
        (0, "41.96.0.1", "127.0.0.1"),
        (1, "41.96.0.1", "41.96.0.1"),
        (1, "10.0.0.9, 41.96.0.1", "41.96.0.1"),
        (2, "10.0.0.9, 41.96.0.1, 10.1.1.1", "41.96.0.1"),
        (1, "", "127.0.0.1"),
        (2, "41.96.0.1", "127.0.0.1"),
        (1, "nonsense", "127.0.0.1"),
    ],
)
def test_address_is_what_our_outermost_proxy_wrote(
    settings: Settings, proxies: int, forwarded: str, address: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    assert client_address(coming_from("127.0.0.1", forwarded)) == address


def test_acts_are_counted_for_each_address_and_act() -> None:
    answers = [may_act(coming_from("41.96.0.1"), "a") for _time in range(MOST + 1)]

    assert answers == [True] * MOST + [False]
    assert may_act(coming_from("41.96.0.2"), "a")
    assert may_act(coming_from("41.96.0.1"), "b")


def test_ipv4_readers_behind_a_proxy_of_both_protocols_are_not_one_address() -> None:
    answers = [may_act(coming_from("::ffff:41.96.0.1"), "a") for _time in range(MOST + 1)]

    assert answers[-1] is False
    assert may_act(coming_from("41.96.0.1"), "a") is False
    assert may_act(coming_from("::ffff:41.96.0.2"), "a")


def test_one_network_of_ipv6_is_one_address() -> None:
    answers = [may_act(coming_from(f"2001:db8:0:1::{number}"), "a") for number in range(1, MOST + 2)]

    assert answers[-1] is False
    assert may_act(coming_from("2001:db8:0:2::1"), "a")
