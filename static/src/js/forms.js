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
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sentAt;
});

// After a mistake, start at the summary of what is wrong.
const summary = document.querySelector("[data-error-summary]");
if (summary) {
  document.title = document.title.startsWith("Error:") ? document.title : `Error: ${document.title}`;
  summary.focus();
}
