"""An e-mail address as others may know it: by its hash alone."""

from tenants.credential import digest


def address_hash(address: str) -> str:
    """Of an address, however it was typed."""
    return digest(f"mailto:{address.strip().lower()}")
