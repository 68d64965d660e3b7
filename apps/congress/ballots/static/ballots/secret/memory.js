/* What this device keeps of a voter's ballot until the box has confirmed it, and the receipt afterwards.
   Choices are kept sealed only. Where the browser lets nothing be stored, the page itself remembers. */
export class Memory {
  constructor(poll, voter) {
    this.key = `secret-ballot:${poll}:${voter}`;
    this.page = null;
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) || this.page;
    } catch {
      return this.page;
    }
  }

  write(state) {
    this.page = state;
    try {
      localStorage.setItem(this.key, JSON.stringify(state));
    } catch {
      return; // `lasts` tells
    }
  }

  /* Whether what was written would outlive this page. */
  get lasts() {
    try {
      return localStorage.getItem(this.key) === JSON.stringify(this.page);
    } catch {
      return false;
    }
  }

  clear() {
    this.page = null;
    try {
      localStorage.removeItem(this.key);
    } catch {
      return;
    }
  }
}
