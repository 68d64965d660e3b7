/* <follow-pulse seconds="3" src="…" hx-get="…" hx-trigger="refresh">: asks `src` without any cookie whether something is
   new, which costs the server next to nothing, and sends itself `refresh` where it is. */
customElements.define(
  "follow-pulse",
  class extends HTMLElement {
    connectedCallback() {
      const pause = 1000 * Number(this.getAttribute("seconds") || 3);
      this.timer = setInterval(() => this.ask(), pause);
    }

    disconnectedCallback() {
      clearInterval(this.timer);
    }

    async ask() {
      if (document.hidden || this.asking) return;
      this.asking = true;
      try {
        const answer = await fetch(this.getAttribute("src"), { credentials: "omit", cache: "no-store" });
        if (answer.status !== 204) this.dispatchEvent(new Event("refresh"));
      } catch {
        // no network at the moment: the next beat asks again
      } finally {
        this.asking = false;
      }
    }
  },
);
