/** The theme: auto, light or dark. Kept in the cookie `theme`, which the server reads to write data-theme on <html>. */

const YEAR = 31536000;

function chosen() {
  const found = document.cookie.match(/(?:^|; )theme=(auto|light|dark)/);
  return found ? found[1] : document.documentElement.dataset.theme || "auto";
}

function show() {
  const current = chosen();
  for (const button of document.querySelectorAll("[data-theme-value]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeValue === current));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-value]");
  if (!button) return;
  const value = button.dataset.themeValue;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${value}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
  if (value === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = value;
  show();
});

show();
