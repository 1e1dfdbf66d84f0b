// Reads a page's text aloud with the browser's own voice. Nothing is shown where the browser has none for the language,
// nothing plays by itself, and no text is kept twice: what is read is what stands on the page.
const box = document.querySelector("[data-listen]");
const synth = window.speechSynthesis;
const BLOCKS = "p,li,h1,h2,h3,h4,legend,label,tr,dt,dd,summary,caption,figcaption,div,section";
const SILENT =
  "script,style,svg,nav,button,select,progress,[hidden],[aria-hidden=true],[data-listen-skip],.govuk-button,.govuk-back-link,.govuk-visually-hidden";

const base = (language) => (language || "").toLowerCase().split(/[-_]/)[0];
const pageLanguage = document.documentElement.lang;

function kept(name, value) {
  try {
    if (value === undefined) return localStorage.getItem(name);
    localStorage.setItem(name, value);
  } catch {
    /* a browser that keeps nothing still reads */
  }
  return null;
}

function voiceFor(language) {
  const own = synth.getVoices().filter((voice) => base(voice.lang) === base(language));
  return own.find((voice) => voice.localService) || own[0];
}

// One passage for each block of text in one language; the cells of a table's row follow one another.
function passages(root) {
  const found = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let cell = null;
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    const text = walker.currentNode.data.replace(/\s+/g, " ");
    if (parent.closest(SILENT) || !text.trim()) continue;
    const block = parent.closest(BLOCKS) || root;
    const language = parent.closest("[lang]")?.lang || pageLanguage;
    const last = found.at(-1);
    const here = parent.closest("td,th");
    const label = here?.dataset.label ? `${here.dataset.label}: ` : "";
    if (last && last.block === block && last.language === language) last.text += (here === cell ? "" : `. ${label}`) + text;
    else found.push({ block, language, text: here === cell ? text : label + text });
    cell = here;
  }
  return found.flatMap(({ block, language, text }) => sentences(text).map((words) => ({ block, language, words })));
}

// Long utterances are cut off by some engines: a sentence at a time is safe, and is where "pause" goes on from.
function sentences(text) {
  return (text.match(/[^.!?؟۔।]+[.!?؟۔।]*["”’)]*\s*/g) || [text]).map((part) => part.trim()).filter((part) => /[\p{L}\p{N}]/u.test(part));
}

if (box && synth && window.SpeechSynthesisUtterance) {
  const part = (name) => box.querySelector(`[data-listen-${name}]`);
  const play = part("play");
  const stop = part("stop");
  const speed = part("speed");
  const said = part("state");
  const main = document.getElementById("main");
  let queue = [];
  let place = 0;
  let state = "stopped"; // or playing, paused
  let turn = 0; // an utterance that was overtaken says nothing more

  function show(next) {
    state = next;
    play.textContent = play.dataset[next];
    stop.hidden = next === "stopped";
    said.textContent = said.dataset[next];
  }

  function mark(block) {
    main.querySelector(".app-listen-now")?.classList.remove("app-listen-now");
    block?.classList.add("app-listen-now");
  }

  function hush() {
    turn += 1;
    synth.cancel();
  }

  function speak() {
    if (place >= queue.length) return end();
    const { block, language, words } = queue[place];
    const mine = (turn += 1);
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.lang = language;
    utterance.voice = voiceFor(language) || null;
    utterance.rate = Number(speed.value);
    utterance.onend = () => {
      if (mine !== turn) return;
      place += 1;
      speak();
    };
    utterance.onerror = () => mine === turn && end();
    mark(block);
    synth.speak(utterance);
  }

  function end() {
    hush();
    mark(null);
    place = 0;
    show("stopped");
  }

  function toggle() {
    if (state === "playing") {
      hush();
      show("paused");
      return;
    }
    if (state === "stopped") {
      queue = passages(main);
      place = 0;
      if (!kept("listen-hint")) part("hint").hidden = false;
      kept("listen-hint", "seen");
    }
    show("playing");
    speak();
  }

  function offer() {
    box.hidden = !voiceFor(pageLanguage);
  }

  const wanted = kept("listen-speed");
  if ([...speed.options].some((option) => option.value === wanted)) speed.value = wanted;
  play.addEventListener("click", toggle);
  stop.addEventListener("click", () => {
    end();
    play.focus();
  });
  speed.addEventListener("change", () => {
    kept("listen-speed", speed.value);
    if (state !== "playing") return;
    hush();
    speak();
  });
  synth.addEventListener?.("voiceschanged", offer);
  document.addEventListener("lesson:turned", () => state !== "stopped" && end());
  addEventListener("pagehide", end);
  addEventListener("beforeunload", hush);
  hush(); // some browsers go on with the page before
  offer();
}
