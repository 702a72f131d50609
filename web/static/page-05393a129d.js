/* What pages do by themselves where JavaScript runs; without it every form works all the same. */
"use strict";

// Who sent a form that is not accepted hears and sees first what is wrong with it.
document.querySelector("[data-errors]")?.focus();

// What somebody types is kept meanwhile, so that a closed window loses nothing.
for (const form of document.querySelectorAll("form[data-draft]")) {
  const status = document.getElementById(form.dataset.status);
  let waiting;
  const keep = async () => {
    try {
      const sent = await fetch(form.dataset.draft, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { Accept: "text/plain" },
      });
      status.textContent = sent.ok ? await sent.text() : form.dataset.failed;
    } catch {
      status.textContent = form.dataset.failed;
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 1000);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
}
