// A form asks the browser for a passkey: to sign in, to prove who one is, or to make a new one.
// Where the page asks for an address, browsers that can also offer passkeys among what they fill in there.
// Without this script the form is hidden, and a line says that passkeys need it; codes work without.
const RENEW_MS = 4 * 60_000; // A challenge is good for five minutes.
const decode = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const encode = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const named = (credentials) => (credentials ?? []).map((one) => ({ ...one, id: decode(one.id) }));

class PasskeyForm {
  #form;
  #status;
  #offered = new AbortController();

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
    this.#offered.abort(); // A browser asks for one passkey at a time.
    try {
      const options = await this.#challenge();
      if (!options) return;
      const credential = this.#form.dataset.kind === "create" ? await make(options) : await sign(options);
      this.#send(credential);
    } catch (error) {
      const words = this.#status.dataset;
      this.#status.textContent = error.name === "InvalidStateError" ? words.known : words.failed;
      this.offer();
    }
  }

  /** Let the browser offer passkeys in the field for the address, where it can; until one is chosen nothing is seen. */
  async offer() {
    if (!("autofill" in this.#form.dataset)) return;
    if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
    const offered = new AbortController();
    this.#offered = offered;
    setTimeout(() => this.#renew(offered), RENEW_MS);
    try {
      const options = await this.#challenge(offered.signal);
      this.#send(await sign(options, { mediation: "conditional", signal: offered.signal }));
    } catch {
      // Nothing was chosen, or too many challenges were asked for: the button and the password are there.
    }
  }

  #renew(offered) {
    if (offered.signal.aborted) return;
    offered.abort();
    if (document.hidden) document.addEventListener("visibilitychange", () => this.offer(), { once: true });
    else this.offer();
  }

  #send(credential) {
    this.#form.elements.credential.value = JSON.stringify(credential);
    this.#form.submit();
  }

  async #challenge(signal) {
    const body = new URLSearchParams({ csrf_token: this.#form.elements.csrf_token.value });
    const answer = await fetch(this.#form.dataset.challenge, { method: "POST", body, signal });
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

async function sign(options, more = {}) {
  const allowed = named(options.allowCredentials);
  const publicKey = { ...options, challenge: decode(options.challenge), allowCredentials: allowed };
  const found = await navigator.credentials.get({ publicKey, ...more });
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
  for (const form of document.querySelectorAll('[data-behaviour="passkey"]')) new PasskeyForm(form).offer();
}
