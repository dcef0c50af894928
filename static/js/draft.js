/**
 * Drafts: the text of a form with data-draft-key is kept in this browser, per person, and comes back after a lost session or a closed
 * page. Its words stand in [data-draft-status], which carries them: data-saved, data-restored. A draft goes when the form was accepted:
 * a good answer to htmx, a page of the application after the post without an error in that form, or an element data-draft-clear="key".
 */

const PAUSE = 700;
const MONTH = 30 * 24 * 3600 * 1000;
const SENT = "draft:sent";
const person = document.body.dataset.person || "0";
const storageKey = (key) => `draft:${person}:${key}`;
const texts = (form) => [...form.elements].filter((field) => field.name && (field.matches("textarea") || (field.matches("input") && /^(text|search|url|email)$/.test(field.type))));
const timers = new WeakMap();

function say(form, words) {
  const status = form.querySelector("[data-draft-status]");
  if (status) status.textContent = words;
}

function store(key, value) {
  try {
    if (value) localStorage.setItem(storageKey(key), JSON.stringify(value));
    else localStorage.removeItem(storageKey(key));
    return true;
  } catch {
    return false;
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(storageKey(key)) || "null");
  } catch {
    return null;
  }
}

function save(form) {
  const values = Object.fromEntries(texts(form).map((field) => [field.name, field.value]));
  const written = Object.values(values).some((value) => value.trim());
  if (store(form.dataset.draftKey, written ? { at: Date.now(), values } : null)) {
    say(form, written ? form.querySelector("[data-draft-status]")?.dataset.saved || "" : "");
  }
}

function restore(form) {
  const draft = read(form.dataset.draftKey);
  if (!draft) return;
  if (Date.now() - draft.at > MONTH) {
    store(form.dataset.draftKey, null);
    return;
  }
  let restored = false;
  for (const field of texts(form)) {
    const kept = draft.values[field.name];
    if (!kept || field.value !== field.defaultValue || field.value === kept || form.querySelector("[aria-invalid]")) continue;
    field.value = kept;
    field.closest("details")?.setAttribute("open", "");
    restored = true;
  }
  if (restored) say(form, form.querySelector("[data-draft-status]")?.dataset.restored || "");
}

function settleLastPost() {
  const key = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  const inApplication = document.body.classList.contains("with-bottombar");
  const refused = document.querySelector(`form[data-draft-key="${CSS.escape(key || "")}"] [aria-invalid]`);
  if (key && inApplication && !refused) store(key, null);
}

function start() {
  for (const mark of document.querySelectorAll("[data-draft-clear]")) store(mark.dataset.draftClear, null);
  for (const form of document.querySelectorAll("form[data-draft-key]")) {
    if (form.dataset.draftReady) continue;
    form.dataset.draftReady = "yes";
    restore(form);
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-draft-key]");
  if (!form) return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => save(form), PAUSE));
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-draft-key]");
  if (!form) return;
  clearTimeout(timers.get(form));
  save(form);
  if (!event.defaultPrevented) sessionStorage.setItem(SENT, form.dataset.draftKey);
});

document.addEventListener("htmx:after:request", (event) => {
  const { sourceElement, response } = event.detail.ctx;
  const form = sourceElement?.matches?.("form[data-draft-key]") ? sourceElement : null;
  sessionStorage.removeItem(SENT);
  if (form && response.status < 400 && !response.raw.redirected) store(form.dataset.draftKey, null);
});

document.addEventListener("htmx:after:swap", start);
settleLastPost();
start();
