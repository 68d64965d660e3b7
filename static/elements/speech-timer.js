/* <speech-timer seconds="480">: minutes and seconds left of a speech as the server counts them; below zero, overtime.
   data-left: the word before what is left. */
customElements.define(
  "speech-timer",
  class extends HTMLElement {
    connectedCallback() {
      this.end = Date.now() + 1000 * Number(this.getAttribute("seconds"));
      this.timer = setInterval(() => this.show(), 250);
      this.show();
    }

    disconnectedCallback() {
      clearInterval(this.timer);
    }

    show() {
      const left = Math.round((this.end - Date.now()) / 1000);
      const clock = `${Math.floor(Math.abs(left) / 60)}:${String(Math.abs(left) % 60).padStart(2, "0")}`;
      this.textContent = left < 0 ? `已超时 ${clock}` : `${this.dataset.left || ""} ${clock}`.trim();
      this.classList.toggle("is-last", left >= 0 && left <= 60);
      this.classList.toggle("is-over", left < 0);
    }
  },
);
