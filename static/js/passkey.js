/**
 * Passkeys: making one, and entering with one. A form says what it wants:
 *   data-passkey="get" or "create"; its options stand in the JSON element named by data-passkey-options, or are asked of
 *   data-passkey-url; [data-passkey-start] starts, [data-passkey-credential] takes the answer, [data-passkey-error] says in
 *   words what went wrong (its data-cancelled, data-unsupported, data-failed). No inline script, nothing from elsewhere.
 */

function toBytes(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}

function toText(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function withBytes(list) {
  return (list || []).map((item) => ({ ...item, id: toBytes(item.id) }));
}

function requestOptions({ publicKey }) {
  return { ...publicKey, challenge: toBytes(publicKey.challenge), allowCredentials: withBytes(publicKey.allowCredentials) };
}

function creationOptions({ publicKey }, alone) {
  const selection = { ...publicKey.authenticatorSelection };
  if (alone !== null) {
    selection.residentKey = alone ? "required" : "discouraged";
    selection.requireResidentKey = alone;
    if (alone) selection.userVerification = "required";
  }
  return {
    ...publicKey,
    challenge: toBytes(publicKey.challenge),
    user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
    excludeCredentials: withBytes(publicKey.excludeCredentials),
    authenticatorSelection: selection,
  };
}

function answer(credential) {
  const { response } = credential;
  const said = { clientDataJSON: toText(response.clientDataJSON) };
  if (response.attestationObject) {
    said.attestationObject = toText(response.attestationObject);
    said.transports = response.getTransports ? response.getTransports() : [];
  } else {
    said.authenticatorData = toText(response.authenticatorData);
    said.signature = toText(response.signature);
    said.userHandle = response.userHandle ? toText(response.userHandle) : null;
  }
  return {
    type: credential.type,
    id: credential.id,
    rawId: toText(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    response: said,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function optionsOf(form) {
  const { passkeyOptions, passkeyUrl } = form.dataset;
  if (passkeyOptions) return JSON.parse(document.getElementById(passkeyOptions).textContent);
  const response = await fetch(passkeyUrl, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

async function ask(form) {
  const options = await optionsOf(form);
  if (form.dataset.passkey === "get") {
    return navigator.credentials.get({ publicKey: requestOptions(options.request_options) });
  }
  const alone = form.elements.namedItem("passwordless");
  return navigator.credentials.create({ publicKey: creationOptions(options.creation_options, alone ? alone.checked : null) });
}

function say(form, reason) {
  const line = form.querySelector("[data-passkey-error]");
  line.hidden = !reason;
  line.textContent = reason ? line.dataset[reason] : "";
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-passkey-start]");
  const form = button && button.closest("form[data-passkey]");
  if (!form) return;
  event.preventDefault();
  say(form, "");
  if (!window.PublicKeyCredential) return say(form, "unsupported");
  button.disabled = true;
  try {
    const credential = await ask(form);
    form.querySelector("[data-passkey-credential]").value = JSON.stringify(answer(credential));
    form.submit();
  } catch (error) {
    say(form, error.name === "NotAllowedError" || error.name === "AbortError" ? "cancelled" : "failed");
  } finally {
    button.disabled = false;
  }
});
