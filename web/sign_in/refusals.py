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


class SignInDoesNotFit(Refusal):
    """What the settings say and what the provider says of itself; whoever runs Kwartier mends it."""

    status = 503
    title = N_("Signing in is not set up as your organisation's provider wants it")
    sentence = N_("The settings for signing in do not fit your organisation's provider.")
    advice = N_("Tell whoever runs Kwartier: docs/operations.md says which settings there are (Pages).")


class KeyNotTaken(SignInDoesNotFit):
    sentence = N_("The provider takes no proof by a key as in KWARTIER_SIGN_IN_KEY; it takes: {offers}.")
    advice = N_(
        "Tell whoever runs Kwartier: have the provider take private_key_jwt with a signature that the key can"
        " make, or set KWARTIER_SIGN_IN_SECRET instead of the key."
    )
    offers: str


class SecretNotTaken(SignInDoesNotFit):
    sentence = N_("The provider takes no secret as in KWARTIER_SIGN_IN_SECRET; it takes: {offers}.")
    advice = N_(
        "Tell whoever runs Kwartier: where the provider takes private_key_jwt, set KWARTIER_SIGN_IN_KEY to a"
        " private key and register its public half there."
    )
    offers: str


class LevelsNotOffered(SignInDoesNotFit):
    sentence = N_(
        "The provider offers no level of assurance that KWARTIER_SIGN_IN_LEVELS asks for ({levels});"
        " it offers: {offers}."
    )
    advice = N_(
        "Tell whoever runs Kwartier: name levels in KWARTIER_SIGN_IN_LEVELS as the provider writes them, or"
        " have the provider offer them."
    )
    levels: str
    offers: str


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


class LevelNotMet(SignInFailed):
    title = N_("You did not sign in strongly enough")
    sentence = N_(
        "Your organisation's provider says that you signed in at the level of assurance {level}; here it has"
        " to be: {levels}."
    )
    advice = N_(
        "Sign in once more, and choose a way of signing in that is strong enough, for instance with a second"
        " step. If you are not given the choice, tell whoever manages accounts in your organisation."
    )
    levels: str
    level: str = ""


class LevelNotSaid(LevelNotMet):
    sentence = N_(
        "Your organisation's provider does not say that you signed in at a level of assurance that is needed"
        " here: {levels}."
    )
