/* <exam-seat>: waits for the word, shows the paper, sends every change, and hands in.
   The server alone says how much time is left: this page counts down from its last answer and asks again every ten
   seconds. Attributes: memory (name in the browser's storage), state-url, paper-url, save-url, hand-in-url; watched:
   leaving the page is reported; done-url: where to go once it is over. */
import { AnswerStore } from "./answer-store.js";
import { card, questions } from "./question-list.js";
import { Refused, post } from "./seat-post.js";
import { SeatWatch } from "./seat-watch.js";

const ASK = 4000;
const HEARTBEAT = 10000;
const DEBOUNCE = 400;
const LAST_SECONDS = 3000; // of the exam: no waiting for a further change
const SPREAD = 700; // so that five hundred do not knock in the same instant
const AT_THE_END = 2000; // the same; what was ticked has been sent by then
const CUT_OFF = "网络中断,答案存在本机,恢复后自动补交。请继续作答,不要关闭本页,并举手告诉监考员。";
const UNDELIVERED = "交卷没有送达,答案仍在本机。请检查网络后再按一次“交卷”,并举手告诉监考员。";
const TIME_IS_UP = "考试时间已到,正在交卷。请不要关闭本页。";
const PARTS = ["waiting", "paper", "over", "elsewhere"];

customElements.define(
  "exam-seat",
  class extends HTMLElement {
    connectedCallback() {
      this.store = new AnswerStore(this.getAttribute("memory"));
      this.reports = [];
      this.listen();
      this.beats = [setInterval(() => this.tick(), 250), setInterval(() => this.save(true), HEARTBEAT)];
      this.ask();
    }

    disconnectedCallback() {
      this.stop();
    }

    stop() {
      this.isOver = true;
      for (const beat of this.beats) clearInterval(beat);
      clearTimeout(this.asking);
      clearTimeout(this.saving);
    }

    listen() {
      for (const button of this.querySelectorAll("[data-ask]")) button.addEventListener("click", () => this.makeSure());
      this.one("yes").addEventListener("click", () => this.handIn());
      this.one("no").addEventListener("click", () => this.one("sure").close());
      this.one("here").addEventListener("click", () => window.location.reload());
      window.addEventListener("online", () => this.items && this.save(true));
      if (this.hasAttribute("watched")) this.listenToSeat();
      if (!("BroadcastChannel" in window)) return;
      this.windows = new BroadcastChannel(`exam:${this.getAttribute("memory")}`);
      this.windows.addEventListener("message", () => this.leaveToOther());
      this.windows.postMessage("here");
    }

    listenToSeat() {
      new SeatWatch((what) => this.noteSeen(what));
      const button = this.one("full");
      button.hidden = !document.documentElement.requestFullscreen;
      button.addEventListener("click", () => document.documentElement.requestFullscreen().catch(() => {}));
      document.addEventListener("fullscreenchange", () => (button.hidden = Boolean(document.fullscreenElement)));
    }

    one(name) {
      return this.querySelector(`[data-${name}]`);
    }

    show(part) {
      for (const name of PARTS) this.querySelector(`[data-part=${name}]`).hidden = name !== part;
      this.one("bar").hidden = part !== "paper";
    }

    tell(sentence) {
      this.one("trouble").hidden = !sentence;
      this.one("trouble").textContent = sentence;
    }

    /* Before the paper: how it stands, every few seconds. */
    async ask() {
      clearTimeout(this.asking);
      try {
        this.stand(await post(this.getAttribute("state-url"), {}));
        this.tell("");
      } catch (error) {
        if (!this.refused(error)) this.tell("连不上服务器,正在重试。请检查网络,并举手告诉监考员。");
      }
      if (!this.isOver && !this.items) this.asking = setTimeout(() => this.ask(), ASK * (0.75 + Math.random() / 2));
    }

    stand({ state, starts_in: startsIn, left, sentence }) {
      if (this.isOver) return;
      if (state === "waiting") this.one("word").textContent = "已进入考场,请等候监考员宣布开考。";
      else if (state === "starting") this.startIn(startsIn);
      else if (state === "running" && !this.items) this.open();
      else if (state === "running") this.sync(left);
      else this.end(state, sentence);
    }

    startIn(milliseconds) {
      this.one("word").textContent = `即将开考:${Math.ceil(milliseconds / 1000)} 秒`;
      this.startsAt = performance.now() + milliseconds;
      if (this.opening) return;
      this.opening = setTimeout(() => this.open(), milliseconds + Math.random() * SPREAD);
    }

    async open() {
      if (this.isFetching || this.items) return;
      this.isFetching = true;
      try {
        const paper = await post(this.getAttribute("paper-url"), {});
        this.items = paper.items;
        this.store.restore(paper.given);
        this.sync(paper.left);
        this.write();
      } catch (error) {
        this.refused(error); // otherwise the next question how it stands opens it
      } finally {
        this.isFetching = false;
      }
    }

    write() {
      this.one("paper").replaceChildren(...questions(this.items, this.store, (place, ticked) => this.answered(place, ticked)));
      this.one("card").replaceChildren(...card(this.items, (place) => this.jump(place)));
      this.count();
      this.show("paper");
      this.tell("");
      this.save();
    }

    jump(place) {
      this.querySelector(`#q${place + 1}`).scrollIntoView({ block: "center" });
      this.querySelector(`#q${place + 1} input`).focus({ preventScroll: true });
    }

    answered(place, ticked) {
      this.store.set(place, ticked);
      this.count();
      this.one("saved").textContent = "正在保存…";
      clearTimeout(this.saving);
      this.saving = setTimeout(() => this.save(), this.left() < LAST_SECONDS ? 0 : DEBOUNCE);
    }

    unanswered() {
      return this.items.map((_, place) => place).filter((place) => !this.store.ticked(place).length);
    }

    count() {
      const open = new Set(this.unanswered());
      this.one("count").textContent = `已答 ${this.items.length - open.size} / ${this.items.length}`;
      [...this.one("card").children].forEach((line, place) => line.classList.toggle("is-answered", !open.has(place)));
    }

    /* Changes at once; as a sign of life everything, which costs nothing where the server has it. */
    async save(isWhole = false) {
      if (!this.items || this.isOver) return;
      if (this.isBusy) {
        this.again = true;
        return;
      }
      this.isBusy = true;
      this.again = false;
      const answers = isWhole ? this.store.all() : this.store.pending();
      const reports = this.reports.slice(0, 20);
      const events = reports.map(({ what, seen, nonce }) => [what, Math.round(performance.now() - seen), nonce]);
      try {
        const { left } = await post(this.getAttribute("save-url"), { answers, events });
        this.store.acknowledge(answers);
        this.reports = this.reports.filter((report) => !reports.includes(report));
        this.sync(left);
        this.tell(this.isUndelivered ? UNDELIVERED : "");
        this.one("saved").textContent = this.store.pending().length ? "正在保存…" : "已保存";
      } catch (error) {
        if (!this.refused(error)) this.cutOff();
      } finally {
        this.isBusy = false;
      }
      if (this.again) this.save();
    }

    cutOff() {
      this.one("saved").textContent = "未保存";
      this.tell(this.left() ? (this.isUndelivered ? UNDELIVERED : CUT_OFF) : TIME_IS_UP);
      clearTimeout(this.saving);
      this.saving = setTimeout(() => this.save(), 3000);
    }

    /* Whether the server has answered, and said no. */
    refused(error) {
      if (!(error instanceof Refused)) return false;
      if (error.answer.state) this.stand(error.answer);
      else this.tell(error.message);
      return true;
    }

    sync(left) {
      this.deadline = performance.now() + left;
      this.isUp = false;
      this.lock(false);
      this.tick();
    }

    left() {
      return this.deadline === undefined ? Infinity : Math.max(0, this.deadline - performance.now());
    }

    tick() {
      if (this.isOver) return;
      if (!this.items) return this.countDown();
      const seconds = Math.ceil(this.left() / 1000);
      this.one("clock").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      this.one("bar").classList.toggle("is-short", seconds <= 300);
      if (seconds || this.isUp) return;
      this.isUp = true; // the server hands in; until it has said so, nothing more is ticked here
      this.lock(true);
      this.tell(TIME_IS_UP);
      setTimeout(() => this.save(true), Math.random() * AT_THE_END);
    }

    countDown() {
      if (!this.startsAt) return;
      const seconds = Math.ceil((this.startsAt - performance.now()) / 1000);
      this.one("word").textContent = seconds > 0 ? `即将开考:${seconds} 秒` : "正在打开试卷…";
      if (seconds < -1) this.open();
    }

    lock(isLocked) {
      for (const field of this.querySelectorAll("fieldset")) field.disabled = isLocked;
    }

    makeSure() {
      const open = this.unanswered().map((place) => place + 1);
      const some = open.length > 12 ? `${open.slice(0, 12).join("、")}等` : open.join("、");
      this.one("left-over").textContent = open.length ? `还有 ${open.length} 题没有作答(第${some}题)。` : "全部题目都已作答。";
      if (!this.one("sure").open) this.one("sure").showModal();
    }

    async handIn() {
      this.one("sure").close();
      if (this.isHandingIn || this.isOver) return;
      this.isHandingIn = true;
      this.isUndelivered = false;
      this.lock(true);
      try {
        this.stand(await post(this.getAttribute("hand-in-url"), { answers: this.store.all() }));
      } catch (error) {
        this.isUndelivered = !this.refused(error);
        if (this.isUndelivered) this.tell(UNDELIVERED);
        if (!this.isOver) this.lock(false);
      } finally {
        this.isHandingIn = false;
      }
    }

    noteSeen(what) {
      if (!this.items || this.isOver) return;
      const nonce = crypto.getRandomValues(new Uint32Array(1))[0] >>> 1;
      this.reports.push({ what, seen: performance.now(), nonce });
      this.save();
    }

    end(state, sentence) {
      this.stop();
      if (state !== "moved") this.store.clear();
      if (this.one("sure").open) this.one("sure").close();
      this.one("paper").replaceChildren();
      this.one("sentence").textContent = sentence;
      this.tell("");
      this.show("over");
      if (this.hasAttribute("done-url")) window.location.replace(this.getAttribute("done-url"));
    }

    leaveToOther() {
      if (this.isOver) return;
      this.stop();
      this.show("elsewhere");
    }
  },
);
