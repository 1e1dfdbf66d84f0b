// Progress without reloading: the page is fetched again every two seconds, and shown whole when the work is done.
const WAIT = 2000;

async function look() {
  const box = document.querySelector("[data-live]");
  if (!box) return;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
    if (!fresh) return location.reload();
    box.replaceWith(fresh);
  } catch {
    // The line is down: look again later.
  }
  setTimeout(look, WAIT);
}
setTimeout(look, WAIT);
