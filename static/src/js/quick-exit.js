// "Leave this page quickly": go to a neutral page in place of this one, so that "back" does not return here.
// Escape pressed three times within two seconds does the same. Progress is kept on the server and is not touched.
const exit = document.querySelector("[data-quick-exit]");

function leave(event) {
  event.preventDefault();
  document.title = "";
  document.body.hidden = true;
  window.location.replace(exit.href);
}

if (exit) {
  let presses = [];
  exit.addEventListener("click", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    presses = [...presses, event.timeStamp].filter((at) => event.timeStamp - at < 2000);
    if (presses.length >= 3) leave(event);
  });
}
