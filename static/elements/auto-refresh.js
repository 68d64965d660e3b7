/* <auto-refresh seconds="5" hx-get="…" hx-trigger="refresh">: sends itself `refresh` while the page is looked at and
   no dialog is open, which would be swapped away under the hand. */
customElements.define(
  "auto-refresh",
  class extends HTMLElement {
    connectedCallback() {
      const pause = 1000 * Number(this.getAttribute("seconds") || 5);
      this.timer = setInterval(() => this.isWatched() && this.dispatchEvent(new Event("refresh")), pause);
    }

    isWatched() {
      return !document.hidden && !document.querySelector("dialog[open]");
    }

    disconnectedCallback() {
      clearInterval(this.timer);
    }
  },
);
