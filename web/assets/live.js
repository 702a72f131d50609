/* Parts of a page that follow what happens. htmx loads them anew; this says how it stands with the connection. */
"use strict";

const LOST_AFTER = 10000;
// So that hundreds who look at one programme do not all ask in the same moment.
const SPREAD = 1500;

const status = document.getElementById("live-lost");
let losing;

document.addEventListener("htmx:sse:before:message", (event) => {
  const wait = new Promise((done) => setTimeout(done, Math.random() * SPREAD));
  event.detail.waitUntil(wait);
});
document.addEventListener("htmx:sse:before:connection", () => {
  losing ??= setTimeout(() => {
    status.textContent = document.querySelector("[data-lost]").dataset.lost;
  }, LOST_AFTER);
});
document.addEventListener("htmx:sse:after:connection", () => {
  clearTimeout(losing);
  losing = undefined;
  status.textContent = "";
});
