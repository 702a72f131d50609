"""Why somebody is not signed in."""

from domain.shared.messages import N_
from domain.shared.refusals import Refusal


class NotSignedIn(Refusal):
    status = 401
    title = N_("You are not signed in, or not any more")
    sentence = N_("You have to sign in for this page.")
    advice = N_("Sign in, then go back to the page and do it once more: what you filled in is still there.")


class NobodySignsIn(Refusal):
    status = 503
    title = N_("Nobody can sign in here yet")
    sentence = N_(
        "Nobody can sign in to these pages: KWARTIER_SIGN_IN_ISSUER and KWARTIER_SIGN_IN_CLIENT do not say"
        " with what."
    )
    advice = N_("Ask whoever runs Kwartier to name your organisation's provider for signing in.")


class ProviderAway(Refusal):
    status = 503
    title = N_("Signing in does not work for a moment")
    sentence = N_("What your organisation signs in with does not answer.")
    advice = N_("Try again in a minute; an operator finds why in the log.")


class SignInFailed(Refusal):
    status = 400
    title = N_("You were not signed in")
    sentence = N_("What came back from your organisation's provider could not be used.")
    advice = N_("Sign in once more. If it stays so, tell whoever runs Kwartier.")


class SignInTooLate(SignInFailed):
    sentence = N_("This was not begun in this browser, or too long ago.")


class SignInRefused(SignInFailed):
    sentence = N_("Your organisation's provider did not sign you in: {error}.")
    error: str
