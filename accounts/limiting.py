"""How often one network address may do what needs no account; the reader's address is known here alone."""

import ipaddress
from typing import Final

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

# A training room, or all customers of a mobile network in one town, share an address.
MOST: Final = 20
PERIOD_SECONDS: Final = 60 * 60
# What one household or office is given of IPv6; whoever has it may choose a new address for each request.
IPV6_PREFIX: Final = 64


def client_address(request: HttpRequest) -> str:
    """Return the reader's address as django-allauth knows it, so that every limit counts the same people."""
    return get_adapter(request).get_client_ip(request)


def may_act(request: HttpRequest, act: str) -> bool:
    """Count an attempt at `act` from the reader's address; False when there were too many within the hour."""
    key = f"accounts.limiting.{act}.{_network(client_address(request))}"
    cache.add(key, 0, PERIOD_SECONDS)
    try:
        return int(cache.incr(key)) <= MOST
    except ValueError:  # It expired between the two lines.
        return True


def _network(address: str) -> str:
    parsed = ipaddress.ip_address(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        # A proxy that listens on both protocols writes IPv4 addresses in the form of the other.
        parsed = parsed.ipv4_mapped or parsed
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    return str(ipaddress.ip_network(f"{address}/{IPV6_PREFIX}", strict=False).network_address)
