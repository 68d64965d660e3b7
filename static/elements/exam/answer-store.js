/* What is ticked at each place, with the number of the change: the highest number counts, here as on the server. Kept in
   the browser until the server has it, so that a crash or ten minutes without a network lose nothing. */
export class AnswerStore {
  constructor(name) {
    this.name = name && `exam:${name}`;
    this.answers = new Map();
    this.kept = new Map(); // place -> number of the change that the server has
    this.read();
  }

  /* Another window of this browser may have written meanwhile. */
  read() {
    try {
      this.merge(JSON.parse(localStorage.getItem(this.name) || "[]"));
    } catch {
      // nothing can be stored here, or it is not ours: this page's memory has to do
    }
  }

  write() {
    try {
      localStorage.setItem(this.name, JSON.stringify(this.all()));
    } catch {
      // as above
    }
  }

  merge(given) {
    for (const [place, ticked, serial] of given) {
      const own = this.answers.get(place);
      if (!own || own.serial < serial) this.answers.set(place, { ticked, serial });
    }
  }

  /* What the server had when the paper was opened. */
  restore(given) {
    this.merge(given);
    this.acknowledge(given);
  }

  set(place, ticked) {
    this.read();
    const highest = Math.max(0, ...[...this.answers.values()].map((answer) => answer.serial));
    this.answers.set(place, { ticked, serial: highest + 1 });
    this.write();
  }

  ticked(place) {
    const answer = this.answers.get(place);
    return answer ? answer.ticked : [];
  }

  all() {
    return [...this.answers].map(([place, { ticked, serial }]) => [place, ticked, serial]);
  }

  pending() {
    return this.all().filter(([place, , serial]) => (this.kept.get(place) || 0) < serial);
  }

  acknowledge(sent) {
    for (const [place, , serial] of sent) this.kept.set(place, Math.max(serial, this.kept.get(place) || 0));
  }

  clear() {
    try {
      localStorage.removeItem(this.name);
    } catch {
      // as above
    }
  }
}
