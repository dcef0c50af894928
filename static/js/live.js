/**
 * The live side of a page. The socket brings nudges, never content: {"topic", "kind", "id", "cursor", "spread"}.
 *
 * An element declares data-live-topic (a signed token), and usually data-live-url with data-live-target (a selector) and
 * data-live-swap ("innerHTML"): when its topic is nudged, the url is asked again and its answer put into the target. With
 * data-live-cursor the address gets ?depuis=<cursor>: what the page has already. Nudges of a page are gathered, at most one round
 * a second, spread by chance so that a busy thread is not asked by everybody at once. Each answer carries a number; after a lost
 * connection the page sends its last ones and is told (« resync ») which topics moved meanwhile: only those are asked again.
 * The database is the truth, the socket only a hint.
 */

const ROUND = 1000;
const JITTER = 800;
const REJOIN_JITTER = 2500;
const SAY_AFTER = 5000;
// What the server says when the person is no member any more: asking again would change nothing.
const NOT_A_MEMBER = 4401;
const LONGEST_WAIT = 30000;
const SILENCE = 100000;

const line = document.getElementById("connection");
const waiting = new Set();
const subscribed = new Set();
const lastIds = new Map();
let socket = null;
let attempts = 0;
let timer = 0;
let lastRound = 0;
let sayTimer = 0;
let leaving = false;
let lastHeard = 0;

const declared = () => [...document.querySelectorAll("[data-live-topic]")];

function addressOf(element) {
  const address = new URL(element.dataset.liveUrl, location.href);
  if (element.dataset.liveCursor) address.searchParams.set("depuis", element.dataset.liveCursor);
  return address.pathname + address.search;
}

function askAgain(element) {
  const target = element.dataset.liveTarget ? document.querySelector(element.dataset.liveTarget) : element;
  if (!target || !element.isConnected) return;
  window.htmx.ajax("GET", addressOf(element), { source: element, target, swap: element.dataset.liveSwap || "innerHTML" });
}

function round() {
  timer = 0;
  if (document.hidden) return;
  lastRound = Date.now();
  const topics = new Set(waiting);
  waiting.clear();
  const asked = new Set();
  for (const element of declared()) {
    if (!topics.has(element.dataset.liveTopic) || !element.dataset.liveUrl) continue;
    const key = `${addressOf(element)} ${element.dataset.liveTarget || ""}`;
    if (asked.has(key)) continue;
    asked.add(key);
    askAgain(element);
  }
}

function plan(topic, spread) {
  waiting.add(topic);
  if (timer) return;
  const pause = Math.max(0, lastRound + ROUND - Date.now());
  timer = setTimeout(round, pause + Math.random() * Math.max(JITTER, spread || 0));
}

function subscribe() {
  if (socket?.readyState !== WebSocket.OPEN) return;
  const wanted = new Set(declared().map((element) => element.dataset.liveTopic));
  const fresh = declared().filter((element) => !subscribed.has(element.dataset.liveTopic));
  const message = { subscribe: [], cursor: {}, unsubscribe: [...subscribed].filter((topic) => !wanted.has(topic)) };
  if (!fresh.length && !message.unsubscribe.length) return;
  for (const topic of message.unsubscribe) {
    subscribed.delete(topic);
    lastIds.delete(topic);
  }
  for (const { dataset } of fresh) {
    if (subscribed.has(dataset.liveTopic)) continue;
    subscribed.add(dataset.liveTopic);
    message.subscribe.push(dataset.liveTopic);
    if (lastIds.has(dataset.liveTopic)) message.cursor[dataset.liveTopic] = lastIds.get(dataset.liveTopic);
  }
  socket.send(JSON.stringify(message));
}

function say(words) {
  if (line && line.textContent !== words) line.textContent = words;
}

function whenOpen() {
  clearTimeout(sayTimer);
  sayTimer = 0;
  attempts = 0;
  subscribed.clear();
  subscribe();
  if (line?.textContent) {
    say(line.dataset.back);
    setTimeout(() => say(""), 3000);
  }
  lastHeard = Date.now();
}

function whenClosed({ code }) {
  socket = null;
  if (leaving || code === NOT_A_MEMBER) return;
  if (!sayTimer) sayTimer = setTimeout(() => line && say(line.dataset.lost), SAY_AFTER);
  const longest = Math.min(LONGEST_WAIT, 500 * 2 ** attempts);
  attempts += 1;
  setTimeout(connect, longest * (0.5 + Math.random() / 2));
}

function hear(event) {
  let nudge;
  try {
    nudge = JSON.parse(event.data);
  } catch {
    return;
  }
  lastHeard = Date.now();
  if (nudge.id) lastIds.set(nudge.topic || nudge.subscribed, nudge.id);
  if (!nudge.topic) return;
  document.dispatchEvent(new CustomEvent("live:nudge", { detail: nudge }));
  plan(nudge.topic, nudge.kind === "resync" ? Math.max(nudge.spread || 0, REJOIN_JITTER) : nudge.spread);
}

function connect() {
  if (socket || leaving || !declared().length) return;
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  socket = new WebSocket(`${scheme}://${location.host}/ws/`);
  socket.addEventListener("open", whenOpen);
  socket.addEventListener("close", whenClosed);
  socket.addEventListener("message", hear);
}

/** The server says something every 40 seconds: a socket that is silent for longer is dead, whatever it says of itself. */
function checkLife() {
  if (socket?.readyState === WebSocket.OPEN && Date.now() - lastHeard > SILENCE) socket.close();
}

function rejoin() {
  attempts = 0;
  connect();
}

document.addEventListener("htmx:after:swap", () => (socket ? subscribe() : connect()));
document.addEventListener("visibilitychange", () => !document.hidden && waiting.size && !timer && round());
window.addEventListener("online", rejoin);
window.addEventListener("pagehide", () => {
  leaving = true;
  socket?.close();
});
window.addEventListener("pageshow", (event) => {
  leaving = false;
  if (event.persisted) rejoin();
});

setInterval(checkLife, 20000);
connect();
