/**
 * « Citer »: what is selected in a text, else its beginning, goes into the reply one is writing, after what stands there already.
 * Without this the link opens the page with the quotation in the form.
 */

const LONGEST = 600;

function words(post) {
  const chosen = document.getSelection();
  const inside = chosen.rangeCount && !chosen.isCollapsed && post.querySelector(".prose").contains(chosen.getRangeAt(0).commonAncestorContainer);
  const text = (inside ? chosen.toString() : post.querySelector(".prose").innerText).trim();
  return text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()}…` : text;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-quote]");
  const field = document.querySelector("#reply-form textarea");
  if (!link || !field || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const lines = `**${link.dataset.quote}**\u00a0: ${words(link.closest("article"))}`.split("\n").map((line) => `> ${line}`.trimEnd());
  const before = field.value.trimEnd();
  field.value = `${before ? `${before}\n\n` : ""}${lines.join("\n")}\n\n`;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.scrollIntoView({ block: "center" });
});
