/* <copy-button for="id">: a click copies the field of that id and says so. Without https there is no clipboard API. */
customElements.define(
  "copy-button",
  class extends HTMLElement {
    connectedCallback() {
      this.addEventListener("click", async () => {
        const field = document.getElementById(this.getAttribute("for"));
        field.select();
        try {
          await navigator.clipboard.writeText(field.value);
        } catch {
          document.execCommand("copy");
        }
        this.querySelector("button").textContent = "已复制";
      });
    }
  },
);
