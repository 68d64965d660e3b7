/* <auto-refresh seconds="5" hx-get="…" hx-trigger="refresh">: sends itself `refresh` while the page is looked at. */
customElements.define(
  "auto-refresh",
  class extends HTMLElement {
    connectedCallback() {
      const pause = 1000 * Number(this.getAttribute("seconds") || 5);
      this.timer = setInterval(() => document.hidden || this.dispatchEvent(new Event("refresh")), pause);
    }

    disconnectedCallback() {
      clearInterval(this.timer);
    }
  },
);
