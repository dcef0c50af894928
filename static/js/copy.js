/**
 * `<button data-copy="id" data-copied="Copiée" hidden>`: copies the value of that field and says so. Without JavaScript the
 * button stays hidden and the field is selected by hand.
 */
for (const button of document.querySelectorAll("button[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const words = button.querySelector("[data-copy-words]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy");
    }
    words.textContent = button.dataset.copied;
  });
}
