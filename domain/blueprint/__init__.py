"""The blueprint: everything that is settled about a programme before it starts."""

from domain.blueprint.definition import Definition, Group, Organisation, Principle, Section
from domain.blueprint.model import Blueprint, problems_of
from domain.blueprint.people import Agreement, Appointment, Person, Seat, Source
from domain.blueprint.problems import Problem
from domain.blueprint.sign_off import Body, Recurrence, SignOff
from domain.blueprint.time import Calendar, Lead

__all__ = [
    "Agreement",
    "Appointment",
    "Blueprint",
    "Body",
    "Calendar",
    "Definition",
    "Group",
    "Lead",
    "Organisation",
    "Person",
    "Principle",
    "Problem",
    "Recurrence",
    "Seat",
    "Section",
    "SignOff",
    "Source",
    "problems_of",
]
