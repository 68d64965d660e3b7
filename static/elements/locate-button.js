/* <locate-button>: its [data-locate] button writes the phone's position into its two fields; `sends`: and their form is
   sent with it. */
customElements.define(
  "locate-button",
  class extends HTMLElement {
    connectedCallback() {
      const button = this.querySelector("[data-locate]");
      button.hidden = !("geolocation" in navigator) || !window.isSecureContext;
      button.addEventListener("click", () => {
        this.tell("正在定位…");
        navigator.geolocation.getCurrentPosition(
          ({ coords }) => this.take(coords),
          () => this.tell("没有定到位置,写明地点也可以。"),
          { enableHighAccuracy: true, timeout: 15000 },
        );
      });
    }

    take({ latitude, longitude }) {
      for (const [name, value] of Object.entries({ latitude, longitude })) {
        const field = this.querySelector(`[name$=${name}]`);
        field.value = value.toFixed(6);
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }
      this.tell("已带上位置");
      if (this.hasAttribute("sends")) this.closest("form").requestSubmit();
    }

    tell(sentence) {
      this.querySelector("[data-told]").textContent = sentence;
    }
  },
);
