"""What the codes mean with which the API refuses along the bodies, and of what is published."""

from api.http.meaning import Meaning

DECISIONS = {
    "no_such_decision": Meaning(404, "No such decision was taken", "List the programme's decisions."),
    "no_such_sent_back_point": Meaning(
        404, "The plan was not sent back with such a point", "List the programme's sent-back points."
    ),
    "answers_submitted": Meaning(
        409,
        "A version with these answers was submitted",
        "The panel reads them as they are; they may change again when its review does not pass.",
    ),
}

SIGN_OFF = {
    "no_open_ballot": Meaning(409, "No ballot is open", "It opens when the submission is on an agenda."),
    "other_submission": Meaning(
        409,
        "It is about another text",
        "Read the current submission; `details` names it. With `details.differences_from` it was revised:"
        " read its differences, with that hash as `from`.",
    ),
    "nothing_before_a_body": Meaning(
        409, "Nothing lies before a body", "Revise a submission once it is prepared, before the body decides."
    ),
    "cannot_be_revised": Meaning(
        409,
        "The submission cannot be revised",
        "An older version of Kwartier prepared it; vote on it as it is, or send the plan back.",
    ),
    "ballot_is_over": Meaning(
        409, "The ballot is over", "What was voted on stays; have the plan sent back to change it."
    ),
    "nothing_changes": Meaning(
        409, "The texts are the same", "Send what should read otherwise than what lies before the body."
    ),
    "cover_note_stays_behind": Meaning(
        409, "The cover note is about another version", "Send one that names `details.version`."
    ),
    "no_such_memo": Meaning(
        409,
        "The submission has no such response memo",
        "`details.consultations` lists those that it has one of.",
    ),
    "sent_back_too_often": Meaning(
        409,
        "It cannot be sent back any more",
        "Approve, reject or abstain; `details.max_sent_back` is the limit.",
    ),
    "choice_does_not_fit": Meaning(
        409,
        "The body's rule does not know this choice",
        "`details.choices` lists those it knows: by consent one objects; who ratifies sets no conditions.",
    ),
    "objection_without_reason": Meaning(409, "The objection has no reason", "Say why you object."),
    "conditions_do_not_fit": Meaning(
        409,
        "Conditions and vote do not fit",
        "Conditions go with a vote for under conditions, and only there.",
    ),
    "nothing_to_establish": Meaning(
        409,
        "No outcome waits for a chair",
        "It does once a ballot is over, where the blueprint has the chair establish the outcome.",
    ),
    "other_outcome": Meaning(
        409, "The rule gives another outcome", "Establish the one in `details.outcome`."
    ),
    "already_met": Meaning(409, "The condition is met", "Nothing needs to be done."),
    "condition_out_of_time": Meaning(
        409,
        "The condition's day is over",
        "What was shown in time is judged; otherwise the body that set the condition decides again.",
    ),
    "no_evidence": Meaning(409, "No evidence has been shown", "A condition is judged by its evidence."),
}

MEETINGS = {
    "unknown_body": Meaning(404, "There is no such body", "The programme's blueprint lists them."),
    "no_new_meetings": Meaning(
        409, "The calendar holds nothing new", "Nothing needs to be done: what is to come is planned already."
    ),
    "too_many_meetings": Meaning(
        409, "Too many meetings of one body", "Plan at most `details.most` besides those of the blueprint."
    ),
    "no_such_meeting": Meaning(
        409, "The body does not meet on that day", "List the programme's meetings, or plan this one first."
    ),
    "meeting_still_to_come": Meaning(
        409, "The meeting is still to come", "File its minutes from its own day on."
    ),
}

MANDATES = {
    "no_such_mandate": Meaning(404, "There is no such mandate", "List the programme's mandates."),
    "not_your_mandate": Meaning(
        403, "This mandate is somebody else's", "Ask who gave it, or the programme office."
    ),
    "mandate_not_valid": Meaning(
        403, "The mandate does not hold today", "`details` says from when to when it holds, or held."
    ),
    "mandate_to_another": Meaning(
        403,
        "Somebody else has a mandate for this seat today",
        "A mandate goes before the substitute whom the blueprint names; `details` says until when.",
    ),
    "unknown_seat": Meaning(409, "The body has no such seat", "`details.seats` lists those that it has."),
    "several_holders": Meaning(
        409, "These seats are not held by one person", "Give a mandate for each of them."
    ),
    "from_after_to": Meaning(409, "The last day comes before the first", "Correct the days."),
    "mandate_to_oneself": Meaning(409, "Nobody needs a mandate for their own seat", "Name somebody else."),
    "votes_already": Meaning(
        409,
        "This person votes there already",
        "Nobody has two votes in one body; name somebody else. `details.bodies` says where.",
    ),
    "mandate_overlaps": Meaning(
        409,
        "Another mandate is for the same seat and days",
        "`details` names it and its days; withdraw it first, or name other days.",
    ),
    "mandate_has_ended": Meaning(409, "The mandate has ended already", "Nothing needs to be done."),
    "member_voted": Meaning(
        409, "The member has voted themselves", "That vote counts; only they can change it."
    ),
}

PUBLICATION = {
    "classified_already": Meaning(
        409, "The office said so already", "Nothing needs to be done; `details` says what it is."
    ),
}
