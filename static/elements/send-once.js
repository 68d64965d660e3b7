/* <send-once>: its form is sent one time, however often the button is tapped; coming back opens it again. */
customElements.define(
  "send-once",
  class extends HTMLElement {
    connectedCallback() {
      const button = this.querySelector("[type=submit]");
      const label = button.textContent;
      this.addEventListener("submit", () => {
        button.disabled = true;
        button.textContent = "正在提交…";
      });
      window.addEventListener("pageshow", () => {
        button.disabled = false;
        button.textContent = label;
      });
    }
  },
);
