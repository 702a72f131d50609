"""What an author can get wrong at each place of `documents.document()`, and what must be said of it."""

from datetime import UTC, datetime

MISTAKES: dict[str, list[tuple[object, str]]] = {
    "title": [
        ("", "title: must not be empty"),
        (5, "title: must be text in quotes, not 5"),
        ("x" * 201, "title: must have at most 200 characters, not 201"),
    ],
    "titel": [("x", 'titel: is not a key that is known here; did you mean "title"?')],
    "zzz": [
        (
            1,
            (
                "zzz: is not a key that is known here; there are: agreement, appointment, calendar,"
                " condition_reminders, definition, description, language, office, people, principal,"
                " publication, publish_pdf, sign_off, timezone, title"
            ),
        )
    ],
    "timezone": [
        (
            "Europe/Amsterdm",
            'timezone: "Europe/Amsterdm" is not a time zone; use an IANA name such as Europe/Amsterdam',
        ),
        ("../x", 'timezone: "../x" is not a time zone; use an IANA name such as Europe/Amsterdam'),
        ("", 'timezone: "" is not a time zone; use an IANA name such as Europe/Amsterdam'),
    ],
    "publication": [
        (
            {"cover_note": "draft"},
            "publication.cover_note: must be 'public' or 'confidential', not \"draft\"",
        ),
        (
            {"covernote": "public"},
            'publication.covernote: is not a key that is known here; did you mean "cover_note"?',
        ),
    ],
    "agreement": [("yes", 'agreement: must be a table with keys, not "yes"')],
    "agreement.proposed_by": [([], "agreement.proposed_by: must have at least 1 of them, not 0")],
    "people": [([], "people: must have at least 1 of them, not 0")],
    "people.0.email": [
        ("ann", 'people[0].email: "ann" is not an e-mail address; write it as name@organisation.example')
    ],
    "people.1.subject": [
        ("ann@small.example", 'people[1].subject: "ann@small.example" is already used by entry [0]')
    ],
    "people.1.rol": [
        (
            "x",
            (
                "people[1].rol: is not a key that is known here; there are: email, issuer, key, language,"
                " name, subject"
            ),
        )
    ],
    "principal": [
        ("anne", 'principal: "anne" is not the key of anyone in people; did you mean "ann"?'),
        ("zed", 'principal: "zed" is not the key of anyone in people; there are: ann, bob'),
    ],
    "office": [
        ([], "office: must have at least 1 of them, not 0"),
        ("bob", 'office: must be a list in square brackets, not "bob"'),
        (["bob", "bob"], 'office[1]: "bob" is there twice; once is enough'),
        (["zed"], 'office[0]: "zed" is not the key of anyone in people; there are: ann, bob'),
    ],
    "calendar": [
        (
            {"public_holidays": "BE", "liberation_day": "yearly"},
            'calendar.liberation_day: "yearly" needs public_holidays = "NL"; leave it out here',
        ),
        (
            {"public_holidays": "NL", "liberation_day": "always"},
            "calendar.liberation_day: must be 'lustrum', 'yearly' or 'never', not \"always\"",
        ),
        (
            {"holidays": [], "extra_holidays": ["2027-05-07"]},
            (
                "calendar.extra_holidays[0]: 2027-05-07 must be in holidays too,"
                " which is the complete list once it is there"
            ),
        ),
    ],
    "calendar.holidays.0": [
        ("2027-02-30", 'calendar.holidays[0]: "2027-02-30" is a date that does not exist'),
        (
            "1 January",
            'calendar.holidays[0]: "1 January" is not a date; write it as 2027-03-11, without a time',
        ),
        (
            datetime(2027, 1, 1, 12, tzinfo=UTC),
            (
                "calendar.holidays[0]: 2027-01-01 12:00:00+00:00 is not a date;"
                " write it as 2027-03-11, without a time"
            ),
        ),
        (20270101, "calendar.holidays[0]: 20270101 is not a date; write it as 2027-03-11, without a time"),
    ],
    "appointment.choose": [
        ({}, "appointment.choose.working_days: is missing and must be given"),
        ({"working_days": 0}, "appointment.choose.working_days: must be at least 1, not 0"),
        ({"working_days": 9999}, "appointment.choose.working_days: must be at most 2600, not 9999"),
        (
            {"working_days": "5"},
            'appointment.choose.working_days: must be a whole number without quotes, not "5"',
        ),
        (
            {"working_days": 5, "reminders": [5]},
            (
                "appointment.choose.reminders[0]: 5 must be smaller than working_days, which is 5:"
                " a reminder comes before the deadline"
            ),
        ),
        (
            {"working_days": 5, "reminders": [2, 2]},
            "appointment.choose.reminders[1]: 2 is there twice; once is enough",
        ),
    ],
    "definition.groups.0.quorum_percent": [
        (0, "definition.groups[0].quorum_percent: must be at least 1, not 0"),
        (101, "definition.groups[0].quorum_percent: must be at most 100, not 101"),
    ],
    "definition.session": [
        ({"reminders": [2, 2]}, "definition.session.reminders[1]: 2 is there twice; once is enough"),
        ({"reminders": [0]}, "definition.session.reminders[0]: must be at least 1, not 0"),
    ],
    "definition.groups": [([], "definition.groups: must have at least 1 of them, not 0")],
    "definition.groups.0.key": [
        (
            "The North",
            (
                'definition.groups[0].key: "The North" is not a key;'
                " use small letters, digits and hyphens, such as my-key-2"
            ),
        )
    ],
    "definition.groups.1.key": [("north", 'definition.groups[1].key: "north" is already used by entry [0]')],
    "definition.groups.1.file": [
        (
            "a.csv",
            (
                "definition.groups[1].file: only a blueprint on disk can name a CSV file;"
                " give the organisations themselves"
            ),
        )
    ],
    "definition.groups.1.organisations": [
        ([], "definition.groups[1].organisations: must have at least 1 of them, not 0")
    ],
    "definition.groups.1.organisations.0.code": [
        (
            "N1",
            (
                'definition.groups[1].organisations[0].code: "N1" is already used at'
                " definition.groups[0].organisations[0].code; an organisation is asked once"
            ),
        ),
        (
            "N 1",
            (
                'definition.groups[1].organisations[0].code: "N 1" is not an organisation code;'
                " use letters, digits, '.', '_', '-', as in GM0014"
            ),
        ),
    ],
    "definition.sections": [
        (
            [{"key": "goals", "title": "Goals", "mandatory": True}],
            (
                "definition.sections: activities, governance, funding, strategy must be there too,"
                " each with mandatory = true; titles are yours to choose"
            ),
        )
    ],
    "definition.sections.1.mandatory": [
        (False, 'definition.sections[1].mandatory: must be true: no body decides without "activities"'),
        ("yes", 'definition.sections[1].mandatory: must be true or false, without quotes, not "yes"'),
    ],
    "definition.sections.5": [
        (
            {"key": "goals", "title": "Goals", "mandatory": True},
            'definition.sections[5].key: "goals" is already used by entry [0]',
        )
    ],
    "definition.principles.1.key": [
        ("open", 'definition.principles[1].key: "open" is already used by entry [0]')
    ],
    "definition.panel": [([], "definition.panel: must have at least 1 of them, not 0")],
    "definition.panel.1.person": [
        ("ann", 'definition.panel[1].person: "ann" is already used by entry [0]'),
        ("zed", 'definition.panel[1].person: "zed" is not the key of anyone in people; there are: ann, bob'),
    ],
    "definition.pass_percent": [(101, "definition.pass_percent: must be at most 100, not 101")],
    "sign_off.bodies": [([], "sign_off.bodies: must have at least 1 of them, not 0")],
    "sign_off.bodies.1.key": [("board", 'sign_off.bodies[1].key: "board" is already used by entry [0]')],
    "sign_off.bodies.1.seats": [([], "sign_off.bodies[1].seats: must have at least 1 of them, not 0")],
    "sign_off.bodies.0.seats.1.key": [
        ("seat-1", 'sign_off.bodies[0].seats[1].key: "seat-1" is already used by entry [0]')
    ],
    "sign_off.bodies.0.seats.1.person": [
        ("ann", 'sign_off.bodies[0].seats[1].person: "ann" is already used by entry [0]'),
        (
            "zed",
            (
                'sign_off.bodies[0].seats[1].person: "zed" is not the key of anyone in people;'
                " there are: ann, bob"
            ),
        ),
    ],
    "sign_off.bodies.0.majority": [
        (
            "most",
            (
                "sign_off.bodies[0].majority: must be 'simple', 'two_thirds', 'three_quarters', 'unanimous'"
                " or 'consent', not \"most\""
            ),
        )
    ],
    "sign_off.bodies.0.seats.0.weight": [
        (0, "sign_off.bodies[0].seats[0].weight: must be at least 1, not 0"),
        ("two", 'sign_off.bodies[0].seats[0].weight: must be a whole number without quotes, not "two"'),
    ],
    "sign_off.bodies.0.quorum_by": [
        ("heads", "sign_off.bodies[0].quorum_by: must be 'seats' or 'weight', not \"heads\""),
    ],
    "sign_off.bodies.0.early_closing": [
        (
            value,
            (
                'sign_off.bodies[0].early_closing: must be true, false, "when_all_voted" or "when_decided",'
                f" not {shown}"
            ),
        )
        for value, shown in (("sometimes", '"sometimes"'), (1, "1"), (0.5, "0.5"))
    ],
    "sign_off.bodies.0.chair": [
        (
            "seat-3",
            'sign_off.bodies[0].chair: "seat-3" is no seat of this body; did you mean "seat-2"?',
        ),
        (
            "ann",
            'sign_off.bodies[0].chair: "ann" is no seat of this body; there are: seat-1, seat-2',
        ),
    ],
    "sign_off.bodies.0.casting_vote": [
        (
            True,
            'sign_off.bodies[0].casting_vote: needs a chair: write chair = "the key of a seat" too',
        ),
    ],
    "sign_off.bodies.0.chair_establishes": [
        (
            True,
            'sign_off.bodies[0].chair_establishes: needs a chair: write chair = "the key of a seat" too',
        ),
    ],
    "sign_off.bodies.1.role": [
        (
            "advises",
            (
                'sign_off.bodies[1].role: must not be "advises" for the last body:'
                " an advice needs a body after it that decides"
            ),
        ),
        (
            "listens",
            (
                "sign_off.bodies[1].role: must be 'decides', 'advises', 'takes_note' or 'ratifies',"
                ' not "listens"'
            ),
        ),
    ],
    "sign_off.bodies.0.role": [
        (
            role,
            (
                f'sign_off.bodies[0].role: "{role}" comes after a body that "decides":'
                " before it nothing is decided"
            ),
        )
        for role in ("takes_note", "ratifies")
    ],
    "sign_off.bodies.0.meetings": [
        (
            "monthly",
            (
                "sign_off.bodies[0].meetings: must be a list of dates,"
                ' or { rule = "FREQ=MONTHLY;BYDAY=2TH", count = 24 }'
            ),
        ),
        (
            ["soon"],
            'sign_off.bodies[0].meetings[0]: "soon" is not a date; write it as 2027-03-11, without a time',
        ),
        (
            ["2027-04-08", "2027-03-11"],
            (
                "sign_off.bodies[0].meetings[1]: 2027-03-11 must come after 2027-04-08:"
                " sort the meetings, each day once"
            ),
        ),
        (
            ["2027-04-08", "2027-04-08"],
            (
                "sign_off.bodies[0].meetings[1]: 2027-04-08 must come after 2027-04-08:"
                " sort the meetings, each day once"
            ),
        ),
        ({"rule": "FREQ=DAILY"}, "sign_off.bodies[0].meetings.count: is missing and must be given"),
        (
            {"rule": "FREQ=DAILY", "count": 521},
            "sign_off.bodies[0].meetings.count: must be at most 520, not 521",
        ),
        (
            {"rule": "FREQ=HOURLY", "count": 5},
            (
                'sign_off.bodies[0].meetings.rule: "HOURLY" is not right for FREQ;'
                " write a rule such as FREQ=MONTHLY;BYDAY=2TH"
            ),
        ),
        (
            {"rule": "FREQ=DAILY", "count": 5, "form": 1},
            "sign_off.bodies[0].meetings.form: is not a key that is known here; there are: count, rule",
        ),
    ],
    "sign_off.max_sent_back": [(-1, "sign_off.max_sent_back: must be at least 0, not -1")],
    "sign_off.reminders": [([2, 2], "sign_off.reminders[1]: 2 is there twice; once is enough")],
    "condition_reminders": [([2, 2], "condition_reminders[1]: 2 is there twice; once is enough")],
}
"""For a path: values that are wrong there, and the one sentence for each."""

ALL_MISTAKES = [(path, value, sentence) for path, cases in MISTAKES.items() for value, sentence in cases]
