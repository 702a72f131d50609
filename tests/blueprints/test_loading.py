"""A blueprint on disk is read with what lies beside it, or refused with the place of each mistake."""

from pathlib import Path

import pytest

from blueprints.loading import load, shipped
from domain.blueprint.definition import Organisation
from domain.blueprint.problems import BlueprintError
from files.stakeholders_csv import COLUMNS
from tests.domain.documents import NAMES
from tests.words.pseudo import english
from tests.words.speaking import THERE_ARE, UNSPOKEN
from words.languages import LANGUAGES

SMALL = shipped("small").read_text("utf-8")
INLINE = next(line for line in SMALL.splitlines() if line.startswith("organisations = "))


def line_of(text: str, wanted: str) -> int:
    return text[: text.index(wanted)].count("\n") + 1


def said_of(path: Path) -> list[str]:
    """What is wrong with the blueprint at `path`; files without their folder."""
    with pytest.raises(BlueprintError) as caught:
        load(path)
    lying = [file.read_text("latin-1") for file in path.parent.iterdir()]
    written = (*lying, str(path), *NAMES, *COLUMNS, *LANGUAGES.codes, "0xe2", "0xfa")
    said = [english(problem.said, *written) for problem in caught.value.problems]
    return [sentence.replace(f"{path.parent}/", "") for sentence in said]


def with_csv(folder: Path, content: bytes | str, name: str = "members.csv") -> Path:
    """A blueprint whose only group takes its organisations from a CSV file with `content`."""
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return changed(folder, INLINE, f'file = "{name}"')


def changed(folder: Path, old: str, new: str) -> Path:
    assert old in SMALL
    path = folder / "mine.toml"
    path.write_text(SMALL.replace(old, new), "utf-8")
    return path


class TestTheLanguage:
    def test_is_that_of_a_catalogue(self, tmp_path: Path) -> None:
        assert load(changed(tmp_path, 'language = "nl"', 'language = "en"')).language == "en"

    def test_without_a_catalogue_is_refused_with_those_that_there_are(self, tmp_path: Path) -> None:
        path = changed(tmp_path, 'language = "nl"', f'language = "{UNSPOKEN}"')

        line = line_of(SMALL, 'language = "nl"')
        [problem] = said_of(path)
        assert problem == (
            f'mine.toml:{line}: language: "{UNSPOKEN}" is not a language that is spoken here;'
            f" there are: {THERE_ARE}"
        )

    def test_of_whoever_speaks_for_an_organisation_too(self, tmp_path: Path) -> None:
        content = f"code,name,representative,email,language\nA1,One,Rik,rik@one.example,{UNSPOKEN}\n"

        [problem] = said_of(with_csv(tmp_path, content))

        assert problem.startswith("members.csv:2: definition.groups[0].organisations[0].representatives[0]")
        assert problem.endswith(f'"{UNSPOKEN}" is not a language that is spoken here; there are: {THERE_ARE}')

    def test_is_a_code(self, tmp_path: Path) -> None:
        [problem] = said_of(changed(tmp_path, 'language = "nl"', 'language = "Dutch"'))

        assert problem.endswith('language: "Dutch" is not a language; write its code, such as nl or en')


class TestOrganisationsFromCsv:
    @pytest.mark.parametrize(
        "content",
        [
            "code,name\nA1,Één\nA2,Two\n",
            "code,naam\r\nA1,Één\r\nA2,Two\r\n",
            "code;naam\nA1;Één\nA2;Two\n",
            "\ufeffName , CODE\nÉén,A1\n\n Two , A2 \n",
            'code,name\n"A1","Één"\n"A2","Two"',
        ],
    )
    def test_are_read(self, tmp_path: Path, content: str) -> None:
        [group] = load(with_csv(tmp_path, content)).definition.groups

        assert group.organisations == (
            Organisation(code="A1", name="Één"),
            Organisation(code="A2", name="Two"),
        )

    def test_may_come_with_who_speaks_for_them(self, tmp_path: Path) -> None:
        content = (
            "code,naam,vertegenwoordiger,email,taal\n"
            "A1,One,Rik,rik@one.example,\nA2,Two,,,\nA1,One,Eva,eva@one.example,en\n"
        )

        [group] = load(with_csv(tmp_path, content)).definition.groups

        one, two = group.organisations
        assert [(who.name, who.email, who.language) for who in one.representatives] == [
            ("Rik", "rik@one.example", None),
            ("Eva", "eva@one.example", "en"),
        ]
        assert two.representatives == ()

    def test_name_a_representative_whole_and_once(self, tmp_path: Path) -> None:
        content = (
            "code,name,representative,email\nA1,One,Rik,\nA2,Two,Rik,rik@two.example\n"
            "A2,Two,Rik,Rik@two.example\n"
        )

        assert said_of(with_csv(tmp_path, content)) == [
            (
                "members.csv:2: definition.groups[0].organisations[0].representatives[0].email: is missing"
                " and must be given"
            ),
            (
                "members.csv:3: definition.groups[0].organisations[1].representatives[1].email:"
                ' "rik@two.example" is already used by entry [0]'
            ),
        ]

    def test_may_come_with_what_they_weigh(self, tmp_path: Path) -> None:
        content = "code,naam,gewicht\nA1,One,3\nA2,Two,\n"

        [group] = load(with_csv(tmp_path, content)).definition.groups

        assert [organisation.weight for organisation in group.organisations] == [3, 1]

    @pytest.mark.parametrize(
        ("weight", "said"),
        [
            ("0", "definition.groups[0].organisations[0].weight: must be at least 1, not 0"),
            ("-1", "definition.groups[0].organisations[0].weight: must be at least 1, not -1"),
            ("2.5", 'weight: must be a whole number, not "2.5"'),
        ],
    )
    def test_weigh_a_whole_number(self, tmp_path: Path, weight: str, said: str) -> None:
        [problem] = said_of(with_csv(tmp_path, f"code,name,weight\nA1,One,{weight}\n"))

        assert problem == f"members.csv:2: {said}"

    def test_come_with_every_bad_row_named(self, tmp_path: Path) -> None:
        path = with_csv(tmp_path, "code,name\nA1,One\nA1,Again\nA2\nA3,Three,3\n,Four\nA5,\nA6,Six\n")

        assert said_of(path) == [
            'members.csv:3: code "A1" is already used at line 2',
            "members.csv:4: 1 values where there are 2 columns; put a value that holds a separator in quotes",
            "members.csv:5: 3 values where there are 2 columns; put a value that holds a separator in quotes",
            "members.csv:6: code must not be empty",
            "members.csv:7: name must not be empty",
        ]

    @pytest.mark.parametrize(
        ("header", "said"),
        [
            ("id,name", 'the column "id" is not known; the column "code" is missing'),
            ("code", 'the column "name" is missing'),
            ("", 'the column "code" is missing; the column "name" is missing'),
        ],
    )
    def test_need_the_right_columns(self, tmp_path: Path, header: str, said: str) -> None:
        [problem] = said_of(with_csv(tmp_path, f"{header}\n1,2\n"))

        assert problem.startswith(f"members.csv:1: {said}; the first line names the columns code, name")

    def test_need_at_least_one_row(self, tmp_path: Path) -> None:
        assert said_of(with_csv(tmp_path, "code,name\n")) == [
            "members.csv:1: there are no rows below the first line"
        ]

    def test_need_a_header(self, tmp_path: Path) -> None:
        [problem] = said_of(with_csv(tmp_path, ""))

        assert problem.startswith("members.csv:1: is empty; the first line must name the columns code, name")

    def test_need_utf_8_and_every_other_row_is_named(self, tmp_path: Path) -> None:
        path = with_csv(tmp_path, "code,name\nA1,Fryslân\nA2,Two\nA3,Súdwest\n".encode("latin-1"))

        assert said_of(path) == [
            "members.csv:2: byte 0xe2 is not UTF-8; save the file as UTF-8",
            "members.csv:4: byte 0xfa is not UTF-8; save the file as UTF-8",
        ]

    def test_need_quotes_that_end(self, tmp_path: Path) -> None:
        assert said_of(with_csv(tmp_path, 'code,name\nA1,"One\n')) == [
            "members.csv:2: is not CSV from here on: unexpected end of data"
        ]

    def test_that_the_model_refuses_are_named_at_their_row(self, tmp_path: Path) -> None:
        [problem] = said_of(with_csv(tmp_path, "code,name\nA1,One\n\nA 2,Two\n"))

        assert problem.startswith(
            'members.csv:4: definition.groups[0].organisations[1].code: "A 2" is not an organisation code'
        )

    def test_are_asked_once_over_all_groups(self, tmp_path: Path) -> None:
        more = f'file = "members.csv"\n[[definition.groups]]\nkey = "more"\ntitle = "More"\n{INLINE}'
        (tmp_path / "members.csv").write_text("code,name\nA1,One\nTWO,Two\n")

        path = changed(tmp_path, INLINE, more)

        line = line_of(path.read_text("utf-8"), INLINE)
        assert said_of(path) == [
            (
                f'mine.toml:{line}: definition.groups[1].organisations[1].code: "TWO" is already used at'
                " definition.groups[0].organisations[1].code; an organisation is asked once"
            )
        ]

    def test_are_refused_beside_inline_ones(self, tmp_path: Path) -> None:
        path = changed(tmp_path, INLINE, f'{INLINE}\nfile = "members.csv"')

        [problem] = said_of(path)
        line = line_of(path.read_text("utf-8"), "file =")
        assert problem == (
            f"mine.toml:{line}: definition.groups[0].file: stands beside organisations; give one of the two"
        )

    @pytest.mark.parametrize(
        "name", ['"../members.csv"', '"/etc/passwd"', '""', "5", '".."', '"a\\u0000.csv"']
    )
    def test_are_only_looked_for_beside_the_blueprint(self, tmp_path: Path, name: str) -> None:
        [problem] = said_of(changed(tmp_path, INLINE, f"file = {name}"))

        assert "definition.groups[0].file: " in problem
        assert problem.endswith('must be the name of a CSV file beside the blueprint, such as "members.csv"')

    def test_that_are_not_there_are_missed(self, tmp_path: Path) -> None:
        assert said_of(changed(tmp_path, INLINE, 'file = "none.csv"')) == [
            "none.csv: cannot be read: No such file or directory"
        ]


class TestMistakes:
    def test_come_with_file_line_and_key(self, tmp_path: Path) -> None:
        path = changed(tmp_path, 'key = "three", person = "member-three"', 'key = "three", person = "nobody"')

        [problem] = said_of(path)

        line = line_of(path.read_text("utf-8"), '"nobody"')
        assert problem.startswith(
            f'mine.toml:{line}: sign_off.bodies[0].seats[2].person: "nobody" is not the key'
        )

    def test_of_leaving_something_out_come_with_the_line_of_its_table(self, tmp_path: Path) -> None:
        path = changed(tmp_path, 'quorum_percent = 50\nmajority = "simple"\n', "")

        line = line_of(SMALL, "[[sign_off.bodies]]")
        assert said_of(path) == [
            f"mine.toml:{line}: sign_off.bodies[0].quorum_percent: is missing and must be given",
            f"mine.toml:{line}: sign_off.bodies[0].majority: is missing and must be given",
        ]

    def test_at_the_top_come_with_the_file_alone(self, tmp_path: Path) -> None:
        assert said_of(changed(tmp_path, 'title = "Small programme"\n', "")) == [
            "mine.toml: title: is missing and must be given"
        ]

    def test_in_files_and_in_the_model_are_said_together(self, tmp_path: Path) -> None:
        with_csv(tmp_path, "code,name\nA1\n")
        path = tmp_path / "mine.toml"
        path.write_text(path.read_text("utf-8").replace("pass_percent = 100", "pass_percent = 0"), "utf-8")

        line = line_of(path.read_text("utf-8"), "pass_percent")
        assert said_of(path) == [
            "members.csv:2: 1 values where there are 2 columns; put a value that holds a separator in quotes",
            f"mine.toml:{line}: definition.pass_percent: must be at least 1, not 0",
        ]

    def test_in_the_country_come_with_their_line(self, tmp_path: Path) -> None:
        path = changed(tmp_path, "[agreement]", '[calendar]\npublic_holidays = "XX"\n[agreement]')

        [problem] = said_of(path)

        line = line_of(path.read_text("utf-8"), "public_holidays")
        assert problem.startswith(f'mine.toml:{line}: calendar.public_holidays: "XX" is not a country')

    @pytest.mark.parametrize(
        "shape", ["definition = 3", "[definition]\ngroups = 3", "definition = {groups=[1]}"]
    )
    def test_in_the_very_shape_are_explained(self, tmp_path: Path, shape: str) -> None:
        path = tmp_path / "mine.toml"
        path.write_text(shape)

        assert [problem for problem in said_of(path) if "mine.toml:" in problem and "definition" in problem]


class TestFilesThatCannotBeRead:
    def test_are_not_there(self, tmp_path: Path) -> None:
        assert said_of(tmp_path / "none.toml") == ["none.toml: cannot be read: No such file or directory"]

    def test_are_not_toml(self, tmp_path: Path) -> None:
        path = tmp_path / "mine.toml"
        path.write_text('title = "x\n')

        [problem] = said_of(path)

        assert problem.startswith("mine.toml: is not TOML: ")
        assert "line 1" in problem

    def test_are_not_utf_8(self, tmp_path: Path) -> None:
        path = tmp_path / "mine.toml"
        path.write_bytes(b'a = 1\ntitle = "\xe9"\n')

        assert said_of(path) == ["mine.toml:2: is not UTF-8; save the file as UTF-8"]


@pytest.mark.parametrize(
    ("name", "suggested"),
    [
        ("comon-ground", 'did you mean "common-ground"?'),
        ("rocket", "there are: common-ground, small, water-board"),
    ],
)
def test_a_name_of_no_shipped_blueprint_is_answered_with_those_that_there_are(
    name: str, suggested: str
) -> None:
    with pytest.raises(BlueprintError) as caught:
        shipped(name)

    names = ("common-ground", "small", "water-board")
    assert english(caught.value.message, name, *names) == f'"{name}" is not a shipped blueprint; {suggested}'
