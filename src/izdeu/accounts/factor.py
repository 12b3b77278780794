"""The second factor: time-based codes (RFC 6238), and one-time codes for a lost telephone."""

import secrets
import time
from hashlib import sha256

import pyotp
import segno

from izdeu.accounts.models import Operator, Recovery

_STEP = 30
_CODES = 8


def secret() -> str:
    """Draw the secret that an authenticator application keeps."""
    return pyotp.random_base32()


def picture(secret: str) -> str:
    """The secret as a QR code in SVG; it names the programme and nobody's pseudonym."""
    address = pyotp.TOTP(secret).provisioning_uri(name="desk", issuer_name="izdeu")
    return segno.make(address).svg_inline(border=4, omitsize=True, light="#fff", dark="#000")


def step_of(secret: str, code: str, *, at: float | None = None) -> int:
    """The time step a code belongs to, one step either way allowed for slow clocks; 0 for none."""
    now = int((time.time() if at is None else at) // _STEP)
    digits = "".join(letter for letter in code if letter.isdigit())
    known = pyotp.TOTP(secret)
    for step in (now, now - 1, now + 1):
        if secrets.compare_digest(known.generate_otp(step), digits):
            return step
    return 0


def redeem(operator: Operator, code: str) -> bool:
    """Whether a code proves the factor; neither kind of code works twice."""
    step = step_of(operator.secret, code)
    if step:
        fresh = Operator.objects.filter(id=operator.id, step__lt=step)
        return bool(fresh.update(step=step))
    spent, _ = Recovery.objects.filter(operator=operator, digest=_digest(code)).delete()
    return bool(spent)


def recovery_codes(operator: Operator) -> list[str]:
    """Draw one-time codes, 50 bits each, in place of any earlier ones; only hashes are kept."""
    Recovery.objects.filter(operator=operator).delete()
    codes = [
        f"{code[:5]}-{code[5:]}" for code in (pyotp.random_base32()[:10] for _ in range(_CODES))
    ]
    Recovery.objects.bulk_create(Recovery(operator=operator, digest=_digest(c)) for c in codes)
    return codes


def _digest(code: str) -> str:
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return sha256(plain.encode("utf-8", "replace")).hexdigest()
