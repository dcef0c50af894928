/**
 * Files in a Markdown editor: the button, a drop or a paste sends the file to data-upload-url (POST `file`), which answers
 * JSON {markdown, name, error}; the Markdown is put at the caret. Progress and errors are said in words under the text.
 */

function csrfHeader() {
  try {
    return JSON.parse(document.body.getAttribute("hx-headers:inherited") || "{}");
  } catch {
    return {};
  }
}

function say(editor, words) {
  editor.querySelector("[data-editor-status]").textContent = words;
}

function insert(field, text) {
  const before = field.value.slice(0, field.selectionStart);
  const gap = before && !before.endsWith("\n") ? "\n" : "";
  field.setRangeText(`${gap}${text}\n`, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function send(editor, file) {
  const { uploadUrl, uploadBusy, uploadDone, uploadFailed, uploadMax, uploadTooLarge } = editor.dataset;
  if (file.size > Number(uploadMax)) {
    say(editor, uploadTooLarge);
    return;
  }
  const field = editor.querySelector("textarea");
  const body = new FormData();
  body.append("file", file);
  const request = new XMLHttpRequest();
  request.open("POST", uploadUrl);
  for (const [name, value] of Object.entries(csrfHeader())) request.setRequestHeader(name, value);
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) say(editor, `${uploadBusy} ${file.name}… ${Math.round((100 * event.loaded) / event.total)}\u00a0%`);
  });
  request.addEventListener("load", () => {
    const answer = parse(request.responseText);
    if (request.status >= 400 || answer.error || !answer.markdown) {
      say(editor, answer.error || uploadFailed);
      return;
    }
    insert(field, answer.markdown);
    say(editor, `${uploadDone} ${answer.name || file.name}`);
    field.focus();
  });
  request.addEventListener("error", () => say(editor, uploadFailed));
  say(editor, `${uploadBusy} ${file.name}…`);
  request.send(body);
}

const editorOf = (element) => element.closest?.("[data-editor][data-upload-url]");

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-upload]");
  if (button) editorOf(button)?.querySelector("[data-upload-input]").click();
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-upload-input]")) return;
  const editor = editorOf(event.target);
  for (const file of event.target.files) send(editor, file);
  event.target.value = "";
});

document.addEventListener("paste", (event) => {
  const editor = editorOf(event.target);
  if (!editor || !event.clipboardData.files.length) return;
  event.preventDefault();
  for (const file of event.clipboardData.files) send(editor, file);
});

document.addEventListener("dragover", (event) => {
  const editor = editorOf(event.target);
  if (!editor || !event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  editor.classList.add("dropping");
});

document.addEventListener("dragleave", (event) => editorOf(event.target)?.classList.remove("dropping"));

document.addEventListener("drop", (event) => {
  const editor = editorOf(event.target);
  if (!editor || !event.dataTransfer.files.length) return;
  event.preventDefault();
  editor.classList.remove("dropping");
  for (const file of event.dataTransfer.files) send(editor, file);
});
