"""What pages themselves say no to: addresses, forms, and whoever has not signed in."""

from domain.shared.messages import N_
from domain.shared.refusals import Forbidden, Missing, Refusal


class NoSuchPage(Missing):
    title = N_("This page does not exist")
    sentence = N_("There is no page at this address.")
    advice = N_("Look whether the address is complete, or begin at the front page.")


class NotThisWay(Refusal):
    status = 405
    title = N_("This page is not asked for in this way")
    sentence = N_("There is a page at this address, but it takes no form.")
    advice = N_("Go to the page itself and try from there.")


class UnreadableForm(Refusal):
    status = 400
    title = N_("The form could not be read")
    sentence = N_("What your browser sent could not be read as a form of ours.")
    advice = N_("Go back, look whether what you filled in is still there, and send it once more.")


class FormTooLarge(Refusal):
    status = 413
    title = N_("The form holds too much")
    sentence = N_("The form is larger than {kilobytes} kB, which is the most that is taken.")
    advice = N_("Go back and send less.")
    kilobytes: int


class FormNotFromHere(Forbidden):
    title = N_("This form was not sent from our own page")
    sentence = N_(
        "It could not be established that you sent this form from a page of ours: perhaps it was open for a"
        " long time, or your browser keeps no cookies."
    )
    advice = N_("Go back, load the page again, and send the form once more.")


class SomethingWrong(Refusal):
    status = 500
    title = N_("Something went wrong here")
    sentence = N_("Something went wrong here; it has been logged.")
    advice = N_("Try it once more. If it stays, report it with the number below.")
