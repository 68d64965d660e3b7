/* Tells when the candidate leaves the page, its window or the full screen, and comes back. */
export class SeatWatch {
  constructor(report) {
    this.report = report;
    this.isAway = false;
    document.addEventListener("visibilitychange", () => this.look());
    window.addEventListener("blur", () => setTimeout(() => this.look(), 1000)); // a dialog of the browser is no leaving
    window.addEventListener("focus", () => this.look());
    document.addEventListener("fullscreenchange", () => report(document.fullscreenElement ? "full" : "windowed"));
  }

  look() {
    const isAway = document.hidden || !document.hasFocus();
    if (isAway === this.isAway) return;
    this.isAway = isAway;
    if (!isAway) this.report("back");
    else this.report(document.hidden ? "hidden" : "blurred");
  }
}
