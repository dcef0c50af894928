/**
 * Suggestions under a search field: an ARIA 1.2 combobox. The input carries data-suggest-url and data-suggest-list (the id of its
 * listbox); the server answers `?q=` with elements of role="option", links with an id each. Enter without a choice searches as usual.
 */

const PAUSE = 160;
const SHORTEST = 2;

function attach(input) {
  const list = document.getElementById(input.dataset.suggestList);
  const status = document.createElement("span");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  input.after(status);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) {
    input.setAttribute(name, value);
  }
  let timer = 0;
  let request = null;
  const options = () => [...list.querySelectorAll('[role="option"]')];
  const active = () => list.querySelector('[aria-selected="true"]');

  function close() {
    clearTimeout(timer);
    request?.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(option) {
    active()?.setAttribute("aria-selected", "false");
    if (!option) return;
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function show(html) {
    list.innerHTML = html;
    const found = options();
    found.forEach((option, at) => {
      option.id ||= `${list.id}-${at}`;
      option.tabIndex = -1;
      option.setAttribute("aria-selected", "false");
    });
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = `${found.length} ${input.dataset.suggestWords || ""}`;
  }

  async function ask() {
    const words = input.value.trim();
    if (words.length < SHORTEST) {
      close();
      return;
    }
    request?.abort();
    request = new AbortController();
    const address = `${input.dataset.suggestUrl}?${new URLSearchParams({ q: words })}`;
    try {
      const answer = await fetch(address, { signal: request.signal, headers: { "HX-Request": "true" } });
      if (answer.ok && !answer.redirected) show(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const found = options();
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && found.length) {
      event.preventDefault();
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      const step = event.key === "ArrowDown" ? 1 : -1;
      const at = found.indexOf(active());
      choose(found[at < 0 ? (step > 0 ? 0 : found.length - 1) : (at + step + found.length) % found.length]);
    } else if (event.key === "Enter" && !list.hidden && active()) {
      event.preventDefault();
      active().click();
    }
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("pointerdown", (event) => event.preventDefault());
}

document.querySelectorAll("input[data-suggest-url]").forEach(attach);
