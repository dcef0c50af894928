/**
 * Keys inside a focused list only: j next, k previous, ? help. A list is [data-keys-list]; its items are [data-keys-item], else its
 * articles or rows. Inside a focused [data-keys-answers], a key presses the button that names it (aria-keyshortcuts). They can be switched off, in the help dialog (this browser) or in one's preferences (data-single-keys="off").
 */

const STORE = "single-keys";
const WRITING = "input, textarea, select, [contenteditable]";

function off() {
  try {
    return document.body.dataset.singleKeys === "off" || localStorage.getItem(STORE) === "off";
  } catch {
    return document.body.dataset.singleKeys === "off";
  }
}

function itemsOf(list) {
  const marked = [...list.querySelectorAll("[data-keys-item]")];
  return marked.length ? marked : [...list.querySelectorAll(":scope > article, :scope > li, :scope > ul > li, tbody > tr")];
}

function move(list, step) {
  const items = itemsOf(list);
  if (!items.length) return;
  const at = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[Math.min(Math.max(at + step, 0), items.length - 1)];
  next.tabIndex = -1;
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  const list = event.target.closest?.("[data-keys-list]");
  if (!list || event.ctrlKey || event.metaKey || event.altKey || event.target.closest(WRITING) || off()) return;
  if (event.key === "j") move(list, 1);
  else if (event.key === "k") move(list, -1);
  else if (event.key === "?") document.getElementById("keys-help")?.showModal();
  else if (event.key === "Enter" && itemsOf(list).includes(event.target)) event.target.querySelector("a[href]")?.click();
  else return;
  event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("[data-keys-answers]");
  if (!form || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.target.closest(WRITING) || off()) return;
  const button = form.querySelector(`[aria-keyshortcuts="${CSS.escape(event.key)}"]:not(:disabled)`);
  if (button) button.click();
  else if (event.key === "?") document.getElementById("keys-help")?.showModal();
  else return;
  event.preventDefault();
});

const choice = document.querySelector("[data-single-keys-switch]");
if (choice) {
  choice.checked = !off();
  choice.disabled = document.body.dataset.singleKeys === "off";
  choice.addEventListener("change", () => {
    if (choice.checked) localStorage.removeItem(STORE);
    else localStorage.setItem(STORE, "off");
  });
}
