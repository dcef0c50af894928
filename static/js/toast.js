/**
 * Messages that come and go. They come from the server in the page, from the response header
 * HX-Trigger: {"toast": {"text", "level", "undo"}}, or from the event `toast:show` with the same detail.
 * What only informs leaves after a while, unless pointed at or focused; warnings and errors stay until closed.
 */

const host = document.getElementById("toasts");
const STAY = 7000;
const STAY_WITH_UNDO = 14000;
const CALM = new Set(["info", "success", "debug"]);
const SVG = "http://www.w3.org/2000/svg";

function cross() {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ class: "icon", viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", "aria-hidden": "true" })) {
    svg.setAttribute(name, value);
  }
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", "M18 6 6 18M6 6l12 12");
  svg.append(path);
  return svg;
}

function button(words, classes) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = classes;
  made.textContent = words;
  return made;
}

function build({ text, level = "success", undo = "" }) {
  const toast = document.createElement("div");
  toast.className = `toast toast-${level}`;
  toast.dataset.toast = level;
  const words = document.createElement("div");
  words.className = "toast-words";
  words.textContent = text;
  toast.append(words);
  if (undo) {
    const back = button(host.dataset.undo, "btn btn-small");
    back.dataset.toastUndo = undo;
    toast.append(back);
  }
  const close = button("", "btn btn-quiet btn-small btn-icon");
  close.dataset.toastClose = "";
  close.setAttribute("aria-label", host.dataset.close);
  close.append(cross());
  toast.append(close);
  return toast;
}

function leaveLater(toast) {
  if (!CALM.has(toast.dataset.toast)) return;
  const stay = toast.querySelector("[data-toast-undo]") ? STAY_WITH_UNDO : STAY;
  let timer = 0;
  const start = () => {
    clearTimeout(timer);
    timer = setTimeout(() => toast.remove(), stay);
  };
  const hold = () => clearTimeout(timer);
  toast.addEventListener("pointerenter", hold);
  toast.addEventListener("focusin", hold);
  toast.addEventListener("pointerleave", start);
  toast.addEventListener("focusout", start);
  start();
}

function show(detail) {
  if (!detail || !detail.text) return;
  const toast = build(detail);
  host.append(toast);
  leaveLater(toast);
}

function csrfHeader() {
  try {
    return JSON.parse(document.body.getAttribute("hx-headers:inherited") || "{}");
  } catch {
    return {};
  }
}

/* The answer leads to a page that says how it went: it is not followed here, so that the page that is loaded anew says it. */
async function takeBack(pressed) {
  pressed.disabled = true;
  try {
    const answer = await fetch(pressed.dataset.toastUndo, { method: "POST", headers: csrfHeader(), redirect: "manual" });
    if (!answer.ok && answer.type !== "opaqueredirect") throw new Error(String(answer.status));
    location.reload();
  } catch {
    pressed.closest(".toast").remove();
    show({ text: host.dataset.failed, level: "error" });
  }
}

function wordsFor(status) {
  if (status === 429) return host.dataset.slow;
  return status === 403 || status === 404 ? host.dataset.refused : host.dataset.failed;
}

/* A form that comes back after too many posts says so above the text that it kept. */
function saysItself(response) {
  return response.status === 429 && (response.headers.get("Content-Type") || "").startsWith("text/html");
}

document.addEventListener("toast:show", (event) => show(event.detail));

host.addEventListener("click", (event) => {
  const back = event.target.closest("[data-toast-undo]");
  if (back) event.preventDefault();
  if (back) takeBack(back);
  else if (event.target.closest("[data-toast-close]")) event.target.closest(".toast").remove();
});

/* The header is read here, before the swap: afterwards the element that asked may be gone and its events with it. */
document.addEventListener("htmx:after:request", (event) => {
  const { response } = event.detail.ctx;
  const header = response.headers.get("HX-Trigger");
  if (header && header.startsWith("{")) show(JSON.parse(header).toast);
  if (response.status >= 400 && response.status !== 422 && !saysItself(response)) show({ text: wordsFor(response.status), level: "error" });
});

document.addEventListener("htmx:error", (event) => {
  const { ctx, error } = event.detail;
  if (ctx && !ctx.response && error && error.name !== "AbortError") show({ text: host.dataset.offline, level: "error" });
});

host.querySelectorAll(".toast").forEach(leaveLater);
