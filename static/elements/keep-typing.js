/* <keep-typing name="…">: what is typed into its textarea survives a closed window; it is offered when one comes back.
   Nothing is kept once the form has arrived: <sure-send> tells of that, else the page that follows (typing-arrived.js). */
const PREFIX = "keep-typing:";
const SENT = "keep-typing-sent";

customElements.define(
  "keep-typing",
  class extends HTMLElement {
    connectedCallback() {
      this.field = this.querySelector("textarea");
      this.key = PREFIX + this.getAttribute("name");
      const kept = this.recall();
      if (kept !== null && kept !== this.field.value) this.offer(kept);
      this.addEventListener("input", ({ target }) => {
        if (target === this.querySelector("textarea")) this.keep(target.value);
      });
      if (this.querySelector("sure-send")) this.addEventListener("sure-sent", () => this.forget());
      else this.addEventListener("submit", () => this.sent());
    }

    offer(kept) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn mb-3";
      button.textContent = "恢复上次在本机没有保存的文字";
      button.addEventListener("click", () => {
        this.field.value = kept;
        button.remove();
      });
      this.prepend(button);
    }

    recall() {
      try {
        return localStorage.getItem(this.key);
      } catch {
        return null; // a browser that keeps nothing
      }
    }

    keep(text) {
      try {
        localStorage.setItem(this.key, text);
      } catch {
        /* full or forbidden: typing goes on */
      }
    }

    sent() {
      try {
        sessionStorage.setItem(SENT, this.key);
      } catch {
        /* nothing was kept */
      }
    }

    forget() {
      try {
        localStorage.removeItem(this.key);
      } catch {
        /* nothing was kept */
      }
    }
  },
);
