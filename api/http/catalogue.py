"""Every code that a problem can carry: its status, its title, and what to do about it."""

from api.http.catalogue_of_sign_off import DECISIONS, MANDATES, MEETINGS, PUBLICATION, SIGN_OFF
from api.http.meaning import Meaning

GENERAL = {
    "invalid_input": Meaning(
        400, "The input is invalid", "`errors` names each field and what is wrong with it; correct them."
    ),
    "invalid_json": Meaning(
        400, "The body is not JSON", "Send a JSON object, with Content-Type application/json."
    ),
    "invalid_csv": Meaning(
        400,
        "The CSV file cannot be used",
        "`errors` names each line and what would be right; none was added.",
    ),
    "invalid_blueprint": Meaning(
        400, "The blueprint cannot be used", "`errors` names each key and what would be right."
    ),
    "invalid_plan": Meaning(
        400, "The file is no plan", "`errors` names each heading that is wrong or missing, and what is right."
    ),
    "invalid_calendar": Meaning(
        400,
        "The calendar file cannot be used",
        "`errors` names each line and what would be right; nothing was planned.",
    ),
    "no_token": Meaning(401, "No token was sent", "Send `Authorization: Bearer <token>`."),
    "invalid_token": Meaning(
        401, "The token is not accepted", "Get a new token; the detail says what is wrong with this one."
    ),
    "not_readable": Meaning(403, "Not yours to read", "Ask the programme office when you need to know."),
    "not_found": Meaning(
        404, "There is nothing at this address", "Check the address; none ends with a slash."
    ),
    "no_such_programme": Meaning(404, "There is no such programme", "List the programmes to find its slug."),
    "no_such_consultation": Meaning(
        404, "There is no such consultation", "List the programme's consultations."
    ),
    "no_such_organisation": Meaning(
        404, "There is no such organisation", "List the programme's organisations."
    ),
    "no_such_section": Meaning(404, "There is no such section", "The programme's blueprint lists them."),
    "no_such_point": Meaning(404, "There is no such point", "List the consultation's responses."),
    "no_such_version": Meaning(404, "There is no such plan version", "List the programme's plan versions."),
    "no_such_submission": Meaning(404, "There is no such submission", "List the programme's submissions."),
    "no_such_revision": Meaning(
        404, "The submission never had this hash", "Show the submission; its revisions name its hashes."
    ),
    "no_such_condition": Meaning(404, "There is no such condition", "List the programme's conditions."),
    "no_such_representative": Meaning(
        404, "There is no such representative", "List the organisation's representatives."
    ),
    "no_such_invitation": Meaning(
        404, "There is no such invitation", "Ask the programme office for a new link."
    ),
    "no_such_mail": Meaning(404, "There is no such message", "List what was mailed."),
    "no_such_document": Meaning(404, "There is no such document", "List the programme's documents."),
    "method_not_allowed": Meaning(
        405, "This method does not go with this address", "The Allow header says which ones do."
    ),
    "too_large": Meaning(413, "The body is too large", "Send less; the detail says how much is taken."),
    "unsupported_media_type": Meaning(
        415,
        "The body is not sent as what this address takes",
        "Send it as application/json; a file with rows as text/csv, a plan as text/markdown,"
        " a calendar as text/calendar.",
    ),
    "internal_error": Meaning(
        500, "Something went wrong here", "Report it with the `instance`; repeating the request may help."
    ),
    "database_unavailable": Meaning(
        503,
        "PostgreSQL does not answer",
        "Try again after Retry-After seconds, with the same Idempotency-Key.",
    ),
    "temporal_unavailable": Meaning(
        503,
        "Temporal or its workers do not answer",
        "It may still take effect: repeat it with the same Idempotency-Key to learn what became of it.",
    ),
    "too_busy": Meaning(
        503,
        "Too much is asked at once",
        "It may still take effect: repeat it with the same Idempotency-Key after Retry-After seconds.",
    ),
    "process_not_running": Meaning(
        503,
        "The programme's process does not run",
        "The programme has not ended, but nothing runs for it. An operator must repair that; then repeat.",
    ),
}

STARTING = {
    "slug_taken": Meaning(
        409, "Another programme has this slug", "Choose another; a slug is unique for ever."
    ),
    "idempotency_key_reused": Meaning(
        409, "This Idempotency-Key was used for something else", "Use a new key for every new command."
    ),
}

ROLES = {
    "not_the_office": Meaning(
        403, "Only the programme office can do this", "Act with a token of the office."
    ),
    "not_the_principal": Meaning(
        403, "Only the principal of this programme can do this", "Ask the principal."
    ),
    "not_the_kwartiermaker": Meaning(403, "Only the kwartiermaker can do this", "Ask the kwartiermaker."),
    "not_asked": Meaning(
        403, "Only the candidate who is being asked can answer", "Wait until you are asked."
    ),
    "not_a_representative": Meaning(
        403, "Only a representative can contribute", "Act with a token that names your organisation."
    ),
    "not_invited": Meaning(403, "Your organisation was not invited", "Ask the programme office."),
    "no_seat": Meaning(403, "You hold no seat here", "Only who holds a seat can use it."),
    "no_such_seat": Meaning(
        403, "There is no such seat here", "Leave `seat` out; it is found from who you are."
    ),
    "not_your_seat": Meaning(403, "This seat is held by somebody else", "Name a seat that you hold."),
    "not_the_judge": Meaning(403, "You do not judge this condition", "Whom the body named must do this."),
    "not_the_chair": Meaning(403, "You do not hold the chair's seat", "The body's chair must do this."),
}

COURSE = {
    "programme_ended": Meaning(409, "The programme has ended", "`details.ending` says how."),
    "suspended": Meaning(
        409,
        "The programme is suspended",
        "Resume it first; withdrawing or another kwartiermaker is possible.",
    ),
    "not_suspended": Meaning(409, "The programme is not suspended", "There is nothing to resume."),
    "not_in_this_phase": Meaning(
        409, "Not possible in this phase", "`details.phase` is the phase the programme is in."
    ),
    "no_such_deadline": Meaning(409, "No such deadline is open", "`details.open` lists those that are."),
    "meeting_does_not_move": Meaning(409, "A meeting does not move", "Plan another meeting instead."),
    "day_is_over": Meaning(409, "That day is over", "`details.today` is today by the programme's clock."),
    "no_kwartiermaker_yet": Meaning(409, "There is no kwartiermaker yet", "Choose a candidate instead."),
    "not_another_person": Meaning(
        409, "Not another person", "Name another person than the kwartiermaker and the principal."
    ),
    "own_work": Meaning(409, "Nobody judges their own work", "Somebody else must do this."),
    "no_such_body": Meaning(409, "The blueprint names no such body", "`details.bodies` lists them."),
    "already_planned": Meaning(409, "The body meets on that day already", "Nothing needs to be done."),
}

APPOINTMENT = {
    "already_nominated": Meaning(409, "Nominated already", "Nominate another candidate."),
    "not_a_candidate": Meaning(
        409, "Not a candidate who can be chosen", "`details.candidates` lists who can be; name at least one."
    ),
    "chosen_twice": Meaning(409, "A candidate is named twice", "Name each candidate once, in order."),
    "nobody_asked": Meaning(409, "No candidate is being asked", "The principal chooses first."),
}

DEFINITION = {
    "consultation_closed": Meaning(
        409, "The consultation is closed", "What came in before its closing counts."
    ),
    "no_consultation_yet": Meaning(
        409, "The organisations are still being invited", "Try again in a moment."
    ),
    "unknown_group": Meaning(
        409, "The blueprint names no such group", "`details.groups` lists those that it names."
    ),
    "organisation_takes_part": Meaning(
        409, "The organisation takes part already", "`details.organisations` lists those that do."
    ),
    "consultation_open": Meaning(
        409, "A consultation is open", "Wait until it is closed; `details.consultation` is its number."
    ),
    "under_review": Meaning(
        409, "A version is under review", "Open a consultation when the panel has answered."
    ),
    "another_round_first": Meaning(
        409, "Another consultation must be held first", "The review did not pass: open a consultation."
    ),
    "no_draft_yet": Meaning(
        409, "There is no draft yet", "The first draft is assembled when the consultation closes."
    ),
    "unknown_section": Meaning(
        409, "The blueprint names no such section", "`details.sections` lists those that it names."
    ),
    "not_the_newest_version": Meaning(
        409, "Not the newest version", "`details.newest` is the version to submit, or to go on from."
    ),
    "already_submitted": Meaning(409, "Submitted already", "Save a new version first."),
    "gate_not_met": Meaning(
        409,
        "The gate does not hold",
        "`details` names exactly what is missing; see also the programme's gate.",
    ),
    "no_open_review": Meaning(
        409, "No version is under review", "A review starts when a version is submitted."
    ),
    "not_under_review": Meaning(
        409, "Another version is under review", "`details.under_review` is the one that is."
    ),
}

PARTICIPATION = {
    "no_such_session": Meaning(404, "There is no such working session", "List the programme's sessions."),
    "no_such_project": Meaning(404, "There is no such project", "List the programme's projects."),
    "already_answered": Meaning(
        409, "They have answered", "`details.answered` lists who has; name only who is silent."
    ),
    "nobody_silent": Meaning(409, "Nobody is silent", "Nothing needs to be done."),
    "no_such_group": Meaning(409, "The blueprint names no such group", "`details.groups` lists them."),
    "unknown_organisation": Meaning(
        409, "The programme knows no such organisation", "`details.unknown` lists the codes; correct them."
    ),
    "session_not_planned": Meaning(
        409, "The session is not to come any more", "`details.status` is what it is; plan another one."
    ),
    "session_still_to_come": Meaning(
        409, "The session's day has not come", "Record it from `details.day` on, or move its deadline."
    ),
    "not_invited_to_session": Meaning(
        409, "Not invited to this session", "`details.invited` lists who was; name only those."
    ),
    "session_not_held": Meaning(
        409, "The session has no outcome", "An outcome is there once the session is recorded as held."
    ),
    "not_present": Meaning(
        403, "Your organisation was not present", "Contribute to the consultation in writing."
    ),
}

RESPONSES = {
    "consultation_not_closed": Meaning(
        409, "The consultation is not closed", "Contributions are answered once their consultation is closed."
    ),
    "responses_settled": Meaning(
        409, "The responses are settled", "Responses that are settled do not change any more."
    ),
    "responses_incomplete": Meaning(
        409, "Points are without a response", "`details.missing` says how many; the coverage names them."
    ),
    "section_not_changed": Meaning(
        409,
        "That section did not change in that version",
        "Name a section and version that somebody wrote after the one that was consulted on.",
    ),
    "excerpt_not_said": Meaning(
        409,
        "An excerpt is not what was said",
        "Use the point's own words; `details.parts` names which differ.",
    ),
    "point_replaced": Meaning(
        409, "The point was split or merged", "Answer the points that it became: `details.became`."
    ),
    "point_of_several": Meaning(
        409, "The point was merged from several", "Split points before they are merged."
    ),
    "points_differ": Meaning(
        409, "These points cannot be merged", "Merge different points of one consultation about one section."
    ),
    "unknown_principle": Meaning(
        409, "The blueprint names no such principle", "`details.principles` lists those that it names."
    ),
    "unknown_goal": Meaning(
        409, "The version has no such goal", "`details.goals` says how many it has; numbers begin at 1."
    ),
    "drafts_already": Meaning(409, "This person may draft already", "Nothing needs to be done."),
    "not_drafting": Meaning(409, "This person is no drafter", "`details.drafters` lists who is, by id."),
}

GROUPS = {
    "Everywhere": GENERAL,
    "Starting, and repeating": STARTING,
    "Who may do what": ROLES,
    "In every phase": COURSE,
    "Appointment": APPOINTMENT,
    "Definition": DEFINITION,
    "Sessions, projects and silence": PARTICIPATION,
    "Responses and drafting": RESPONSES,
    "Sign-off and conditions": SIGN_OFF,
    "Meetings": MEETINGS,
    "Decisions, and what follows from them": DECISIONS,
    "Mandates": MANDATES,
    "Publication": PUBLICATION,
}

CODES = {code: meaning for group in GROUPS.values() for code, meaning in group.items()}
