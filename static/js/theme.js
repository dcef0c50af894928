/** The theme (auto, light, dark) changes at once, without leaving the page; the form of the avatar menu does the same without scripts. */

const form = document.querySelector("[data-theme-choice]");
const THEMES = ["light", "dark"];

function chosen() {
  const found = document.cookie.match(/(?:^|; )theme=(auto|light|dark)/);
  return found ? found[1] : document.documentElement.dataset.theme || "auto";
}

function show(value) {
  for (const button of form.elements) {
    if (button.name === "theme") button.setAttribute("aria-pressed", String(button.value === value));
  }
}

form?.addEventListener("submit", async (event) => {
  const value = event.submitter?.value;
  if (!value) return;
  event.preventDefault();
  if (THEMES.includes(value)) document.documentElement.dataset.theme = value;
  else delete document.documentElement.dataset.theme;
  show(value);
  const answer = await fetch(form.action, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new FormData(form, event.submitter),
  }).catch(() => null);
  if (!answer?.ok) {
    document.dispatchEvent(new CustomEvent("toast:show", { detail: { text: document.getElementById("toasts").dataset.failed, level: "error" } }));
  }
});

if (form) show(chosen());
