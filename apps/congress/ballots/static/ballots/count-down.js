/* <count-down seconds="90">: shows minutes and seconds left; the server alone decides when the time is over. */
customElements.define(
  "count-down",
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
      const left = Math.max(0, Math.round((this.end - Date.now()) / 1000));
      this.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    }
  },
);
