"""Seals kept answers: only who sends the same request again opens one; an erasure need not find them."""

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12


def sealed(answer: bytes, key: bytes) -> bytes:
    """Close it with a key of 32 bytes that is made of the request, and is kept nowhere."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, answer, None)


def opened(kept: bytes, key: bytes) -> bytes:
    return AESGCM(key).decrypt(kept[:NONCE_BYTES], kept[NONCE_BYTES:], None)
