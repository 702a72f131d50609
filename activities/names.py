"""The names under which workflows ask for activities: all that workflows know of them."""

RECORD = "record"
REMIND = "remind"
ESCALATE_SILENCE = "escalate_silence"
INVITE_ORGANISATIONS = "invite_organisations"
OPEN_ROUND = "open_round"
CLOSE_ROUND = "close_round"
ASSEMBLE_DRAFT = "assemble_draft"
PREPARE_SUBMISSION = "prepare_submission"
ESTABLISH_DECISION = "establish_decision"
PUBLISH_PROGRAMME = "publish_programme"
SETTLE_RESPONSES = "settle_responses"

CARRIES_OUT = {"settle_responses": SETTLE_RESPONSES}
"""Which activity carries out a command, by its update, where recording what it causes is not enough."""
