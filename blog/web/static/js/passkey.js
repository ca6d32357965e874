// A form asks the browser for a passkey: to sign in, to prove who one is, or to make a new one.
// Without this script the form is hidden, and a line says that passkeys need it; codes work without.
const decode = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const encode = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const named = (credentials) => (credentials ?? []).map((one) => ({ ...one, id: decode(one.id) }));

class PasskeyForm {
  #form;
  #status;

  constructor(form) {
    this.#form = form;
    this.#status = form.querySelector("[role=status]");
    this.#form.hidden = false;
    this.#form.nextElementSibling.hidden = true;
    this.#form.addEventListener("submit", (event) => this.#begin(event));
  }

  async #begin(event) {
    event.preventDefault();
    this.#status.textContent = "";
    try {
      const options = await this.#challenge();
      if (!options) return;
      const credential = this.#form.dataset.kind === "create" ? await make(options) : await sign(options);
      this.#form.elements.credential.value = JSON.stringify(credential);
      this.#form.submit();
    } catch (error) {
      const words = this.#status.dataset;
      this.#status.textContent = error.name === "InvalidStateError" ? words.known : words.failed;
    }
  }

  async #challenge() {
    const body = new URLSearchParams({ csrf_token: this.#form.elements.csrf_token.value });
    const answer = await fetch(this.#form.dataset.challenge, { method: "POST", body });
    const options = await answer.json();
    if (answer.ok) return options;
    if (options.proof) location.assign(options.proof);
    return null;
  }
}

async function make(options) {
  const user = { ...options.user, id: decode(options.user.id) };
  const known = named(options.excludeCredentials);
  const publicKey = { ...options, user, challenge: decode(options.challenge), excludeCredentials: known };
  const made = await navigator.credentials.create({ publicKey });
  const { clientDataJSON, attestationObject } = made.response;
  return written(made, { clientDataJSON: encode(clientDataJSON), attestationObject: encode(attestationObject) });
}

async function sign(options) {
  const allowed = named(options.allowCredentials);
  const publicKey = { ...options, challenge: decode(options.challenge), allowCredentials: allowed };
  const found = await navigator.credentials.get({ publicKey });
  const { clientDataJSON, authenticatorData, signature, userHandle } = found.response;
  const parts = { clientDataJSON, authenticatorData, signature, ...(userHandle ? { userHandle } : {}) };
  return written(found, Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, encode(value)])));
}

const written = (credential, response) => ({
  id: credential.id,
  rawId: encode(credential.rawId),
  type: credential.type,
  response,
  clientExtensionResults: credential.getClientExtensionResults(),
});

if (window.PublicKeyCredential && window.isSecureContext) {
  for (const form of document.querySelectorAll('[data-behaviour="passkey"]')) new PasskeyForm(form);
}
