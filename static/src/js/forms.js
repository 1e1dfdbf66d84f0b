// A second press on the same button within five seconds sends nothing: slow phones invite double taps.
// The button is not disabled, because a disabled button does not send its name and value.
const WAIT = 5000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  const sent = Number(form.dataset.sentAt || 0);
  if (Date.now() - sent < WAIT) event.preventDefault();
  else form.dataset.sentAt = String(Date.now());
});

// A page that comes back from the browser's memory may be sent again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) delete form.dataset.sentAt;
});

// On a phone the reporting card stands below the page: there it is one line until it is wanted.
if (matchMedia("(max-width: 47.99em)").matches) {
  for (const card of document.querySelectorAll("[data-fold-on-phone]")) card.open = false;
  addEventListener("beforeprint", () => {
    for (const card of document.querySelectorAll("[data-fold-on-phone]")) card.open = true;
  });
}

// After a mistake, start at the summary of what is wrong.
const summary = document.querySelector("[data-error-summary]");
if (summary) {
  document.title = document.title.startsWith("Error:") ? document.title : `Error: ${document.title}`;
  summary.focus();
  // The answer to a form that was sent: without this, the way back to it asks to send the form again, or shows nothing.
  history.replaceState(history.state, "", location.href);
}
