"""A file of answers: what it may say, in either language, and everything that is wrong with it."""

from files.answers_csv import MOST_ANSWERS, OpenPoint, Row, read, write

POINT = OpenPoint(3, "goals", "Org G1", '=SUM(A1) "begin" small;\nplease', "goals", "2")


def test_what_is_written_is_read_back_once_it_is_filled_in() -> None:
    for dutch, separator in ((False, ","), (True, ";")):
        file = write([POINT], dutch=dutch)
        filled = file.replace(
            f'"{separator}{separator}goals{separator}2{separator}',
            f'"{separator}DEELS{separator}goals{separator}2{separator}Because.',
        )

        assert read(filled.encode()) == ([Row(2, 3, "partly", "goals", 2, "Because.")], [])


def test_a_row_without_an_answer_is_left_open() -> None:
    assert read(write([POINT]).encode()) == ([], [])


def test_no_cell_is_a_formula() -> None:
    assert "'=SUM(A1)" in write([POINT])


def test_every_row_that_cannot_be_used_is_named() -> None:
    rows_of = ["1,perhaps,,,Why", "x,not,,,Why", "3,taken over,,2,Why", "4,not,,,", "4,not,,,"]
    file = "\n".join(["point,answer,where,version,reason", *rows_of])

    rows, problems = read(file.encode())

    assert [row.line for row in rows] == [5, 6]
    assert [problem.line for problem in problems] == [2, 3, 4, 6]


def test_no_more_are_taken_than_can_be_saved_at_a_time() -> None:
    lines = [f"{number},not,No." for number in range(1, MOST_ANSWERS + 2)]

    _, [problem] = read("\n".join(["punt,antwoord,waarom", *lines]).encode())

    assert problem.line == MOST_ANSWERS + 2
