/* <passkey-form act="create|get">: around a form whose [data-use] button asks the device for a passkey. The challenge
   stands in the JSON of the element with the id `options`, or comes from the address `from`. What the device answers
   goes into the field "credential", and the form is sent. Without https and a name (an IP address will not do) no
   browser has passkeys: [data-unavailable] says so; a `quiet` one is not shown at all. */
const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const toText = (buffer) =>
  btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const toKeys = (keys = []) => keys.map((key) => ({ ...key, id: toBytes(key.id) }));

const SAID = {
  NotAllowedError: "没有完成:可能是您点了取消、等得太久,或这台设备上没有本系统的通行密钥。请再试一次。",
  InvalidStateError: "这台设备已经登记过,不用再登记。",
  SecurityError: "浏览器不允许在这个网址使用通行密钥。",
  NotSupportedError: "这台设备不支持通行密钥。",
};

function request(act, options) {
  const key = { ...options.publicKey, challenge: toBytes(options.publicKey.challenge) };
  if (act === "get") return { publicKey: { ...key, allowCredentials: toKeys(key.allowCredentials) } };
  return {
    publicKey: {
      ...key,
      user: { ...key.user, id: toBytes(key.user.id) },
      excludeCredentials: toKeys(key.excludeCredentials),
    },
  };
}

function plain(credential) {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const response = {};
  for (const part of parts) if (credential.response[part]) response[part] = toText(credential.response[part]);
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

const isNamed = () => !/^[\d.]+$|:/.test(location.hostname);

customElements.define(
  "passkey-form",
  class extends HTMLElement {
    connectedCallback() {
      const isAvailable = window.isSecureContext && window.PublicKeyCredential && isNamed();
      this.querySelector("[data-unavailable]")?.toggleAttribute("hidden", Boolean(isAvailable));
      const button = this.querySelector("[data-use]");
      button.disabled = !isAvailable;
      if (isAvailable) this.hidden = false;
      button.addEventListener("click", () => this.use(button));
    }

    async use(button) {
      button.disabled = true;
      this.say("");
      try {
        const act = this.getAttribute("act");
        const credential = await navigator.credentials[act](request(act, await this.options()));
        this.querySelector("[name=credential]").value = JSON.stringify(plain(credential));
        this.querySelector("form").requestSubmit();
      } catch (error) {
        this.say(SAID[error.name] ?? "没有完成。请检查网络后再试一次,或改用其他方式。");
      }
      button.disabled = false;
    }

    async options() {
      const id = this.getAttribute("options");
      if (id) return JSON.parse(document.getElementById(id).textContent);
      const response = await fetch(this.getAttribute("from"), { headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(String(response.status));
      return (await response.json()).request_options;
    }

    say(sentence) {
      const place = this.querySelector("[data-said]");
      place.textContent = sentence;
      place.hidden = !sentence;
    }
  },
);
