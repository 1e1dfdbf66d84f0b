// "Leave this page quickly": go to a neutral page in place of this one. Who then presses "back" until an earlier page of
// ours shows is sent away again; coming here anew, by address or link, is coming on purpose.
// Escape pressed three times within two seconds does the same. Progress is kept on the server and is not touched.
const exit = document.querySelector("[data-quick-exit]");

const LEFT = "left-quickly";

function session(use) {
  try {
    return use(sessionStorage);
  } catch {
    return null; // a browser that keeps nothing
  }
}

function leave(event) {
  event.preventDefault();
  session((kept) => kept.setItem(LEFT, "yes"));
  go();
}

function go() {
  document.title = "";
  document.body.hidden = true;
  window.location.replace(exit.href);
}

if (exit) {
  addEventListener("pageshow", (event) => {
    if (!session((kept) => kept.getItem(LEFT))) return;
    const [way] = performance.getEntriesByType("navigation");
    if (event.persisted || way?.type === "back_forward") go();
    else session((kept) => kept.removeItem(LEFT));
  });
  let presses = [];
  exit.addEventListener("click", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    presses = [...presses, event.timeStamp].filter((at) => event.timeStamp - at < 2000);
    if (presses.length >= 3) leave(event);
  });
}
