"""The roles of the safety rules, and as whom each of them reads."""

from enum import StrEnum

from izdeu.terms import Audience


class Role(StrEnum):
    """Who somebody is to this installation."""

    ANON = "anon"
    ENQUIRER = "enquirer"
    INTAKE = "intake"
    VERIFIER = "verifier"
    COORDINATOR = "coordinator"
    PARTNER = "partner"
    KEEPER = "keeper"


#: Roles that sign in with a password and a second factor.
OPERATORS = (Role.INTAKE, Role.VERIFIER, Role.COORDINATOR, Role.KEEPER)

#: As whom a member of the team reads; the keeper of the machine reads no case.
AUDIENCES = {
    Role.INTAKE: Audience.CASEWORKER,
    Role.VERIFIER: Audience.VERIFIER,
    Role.COORDINATOR: Audience.COORDINATOR,
}
