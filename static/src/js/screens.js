// One thing at a time on a phone: a lesson's screens one after the other, each an entry of the browser's history, so that
// "back" goes back one. Where somebody is is told to the server, to go on from there on any phone.
const lesson = document.querySelector("[data-lesson]");
const screens = lesson ? [...lesson.querySelectorAll("[data-lesson-screen]")] : [];
const HASH = /^#screen-(\d+)$/;

if (screens.length > 1 && matchMedia("(max-width: 47.99em)").matches) {
  const find = (name) => lesson.querySelector(`[data-lesson-${name}]`);
  const count = find("count");
  const end = find("end");
  const on = find("on");
  const back = find("back");
  const turns = find("turns");
  const last = screens.length - 1;
  const asked = () => (HASH.test(location.hash) ? Number(location.hash.match(HASH)[1]) - 1 : undefined);
  const within = (number) => Math.min(Math.max(number, 0), last);
  let now = 0;

  function show(number) {
    now = within(number);
    for (const [place, screen] of screens.entries()) screen.hidden = place !== now;
    on.hidden = now === last;
    back.hidden = now === 0;
    end.hidden = now !== last;
    (now === last ? end.after : end.before).call(end, turns); // what carries on stays in its place
    count.textContent = ` · ${count.dataset.words.replace("{page}", now + 1).replace("{pages}", screens.length)}`;
    lesson.classList.toggle("app-lesson-turned", now > 0);
    document.dispatchEvent(new Event("lesson:turned"));
  }

  function turn(number) {
    show(number);
    screens[now].focus({ preventScroll: true });
    lesson.scrollIntoView();
  }

  function keep() {
    const token = lesson.dataset.keepToken;
    if (!token) return;
    const body = new URLSearchParams({ screen: now, csrfmiddlewaretoken: token });
    fetch(location.pathname, { method: "POST", body, keepalive: true }).catch(() => {}); // the line is down: it is only a hint
  }

  for (const screen of screens) screen.tabIndex = -1;
  turns.hidden = false;
  count.hidden = false;
  function go(number) {
    history.pushState(null, "", `#screen-${number + 1}`);
    turn(number);
    keep();
  }

  on.addEventListener("click", () => go(now + 1));
  back.addEventListener("click", () => go(now - 1));
  addEventListener("popstate", () => {
    if (!location.hash || HASH.test(location.hash)) turn(asked() ?? 0); // another hash is a place on the page, not a screen
  });
  show(asked() ?? Number(lesson.dataset.screen));
  history.replaceState(null, "", `#screen-${now + 1}`);
}
