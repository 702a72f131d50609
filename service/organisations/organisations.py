"""Adding and withdrawing organisations: the names go into PostgreSQL, codes and groups to the process."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.organisations.add_organisations import AddOrganisations, OrganisationTakesPart, named_by
from domain.organisations.taking_part import NoSuchOrganisation
from domain.organisations.withdraw_organisations import WithdrawOrganisations
from domain.shared.messages import N_, at
from domain.shared.refusals import Refusal
from domain.state.commands import Command
from files.csv_rows import CsvProblem
from files.stakeholders_csv import Row, Table
from service.invalid_input import InvalidCsv
from store.database import Connection
from store.every_phase import programmes
from store.organisations import representatives, stakeholders
from store.organisations.stakeholders import Addition
from store.people import named
from store.people.people import Person
from store.register.command_key import CommandKey


@dataclass(frozen=True)
class Additions:
    """The rows that a command adds, with the line of each when they came in a file."""

    rows: Sequence[Row]
    lines: Sequence[int] = ()

    @classmethod
    def of(cls, table: Table) -> "Additions":
        return cls(table.rows, table.lines)

    @property
    def organisations(self) -> dict[str, str]:
        """The group of each organisation by its code."""
        return {row.code: row.group for row in self.rows}

    async def write(self, connection: Connection, key: CommandKey, command: Command) -> Command:
        """Keep the names until the register says that they take part; nobody may do so already."""
        weights = await self._weights(connection, key.programme)
        # Before their people are looked up: a request that is refused makes nobody known.
        people = await named.wait(connection, key, self.speakers)
        additions = [_addition(row, people, weights.get(row.code, 1)) for row in self.rows]
        await stakeholders.prepare(connection, key, additions)
        return await self._named(connection, key, command, weights)

    async def foresee(self, connection: Connection, key: CommandKey, command: Command) -> Command:
        weights = await self._weights(connection, key.programme)
        return await self._named(connection, key, command, weights)

    @property
    def speakers(self) -> Sequence[Person]:
        """Those who speak for them, row by row."""
        return [representatives.as_person(row.representative) for row in self.rows if row.representative]

    async def _weights(self, connection: Connection, programme: str) -> Mapping[str, int]:
        """What each of them weighs. Raises `Refusal` when one takes part already."""
        known = await stakeholders.find(connection, programme, self.organisations)
        if there := {code for code, organisation in known.items() if organisation.active}:
            raise self._refusal(there)
        before = {code: found.weight for code, found in known.items()}
        return before | {row.code: row.weight for row in self.rows if row.weight is not None}

    async def _named(
        self, connection: Connection, key: CommandKey, command: Command, weights: Mapping[str, int]
    ) -> Command:
        """The command with the hash of what each of them is called."""
        assert isinstance(command, AddOrganisations)
        secret = await programmes.secret(connection, key.programme)
        names = {
            row.code: named_by(secret, row.group, row.name, weights.get(row.code, 1))
            for row in reversed(self.rows)
        }
        return command.model_copy(update={"named": names})

    async def forget(self, connection: Connection, key: CommandKey) -> None:
        await stakeholders.forget(connection, key)

    def _refusal(self, there: set[str]) -> Refusal:
        if self.lines:
            already = N_('"{code}" takes part already; leave this line out')
            return InvalidCsv.of(
                [
                    CsvProblem(line, at("code", already.having(code=row.code)))
                    for row, line in zip(self.rows, self.lines, strict=True)
                    if row.code in there
                ]
            )
        return OrganisationTakesPart(organisations=tuple(sorted(there)))


def _addition(row: Row, people: Mapping[str, str], weight: int) -> Addition:
    if row.representative is None:
        return Addition(row.code, row.group, row.name, weight=weight)
    person, language = people[row.representative.email], row.representative.language
    return Addition(row.code, row.group, row.name, person, language, weight)


@dataclass(frozen=True)
class Withdrawal:
    """Organisations by their codes; the process hears of which groups they are."""

    codes: Sequence[str]

    async def write(self, connection: Connection, key: CommandKey, command: Command) -> Command:
        """Write nothing: what is found is enough. Raises `Missing` about those that do not take part."""
        known = await stakeholders.find(connection, key.programme, self.codes)
        groups = {code: found.group for code, found in known.items() if found.active}
        if missing := sorted(set(self.codes) - set(groups)):
            raise NoSuchOrganisation(organisations=tuple(missing))
        assert isinstance(command, WithdrawOrganisations)
        return command.of_groups(groups)

    async def foresee(self, connection: Connection, key: CommandKey, command: Command) -> Command:
        return await self.write(connection, key, command)

    async def forget(self, connection: Connection, key: CommandKey) -> None:
        """Nothing was written."""
