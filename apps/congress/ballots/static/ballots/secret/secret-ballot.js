/* <secret-ballot>: ties a voter to a ballot for one second. It draws and seals, keeps what it needs to go on, takes
   the signature with the voter's name and casts without any; 已投票 is said once the box has answered.
   Attributes: poll, voter, issue-url, box-url, signing-key, sealing-key, ballot-size; tablet, next; taken (the voter took a ballot, here or
   elsewhere); refusal (why nothing can be voted any more: only what is unfinished here goes on). */
import { fromBase64, fromHex, joined, sha256, toBase64, toHex, utf8 } from "./bytes.js";
import { seal } from "./hpke.js";
import { marksOf, wordsOf } from "./marks.js";
import { Memory } from "./memory.js";
import { Refused, Stranger, Unanswered, post } from "./post.js";
import { receiptOf } from "./receipt.js";
import { leave } from "./tablet.js";
import { draw, finalize, signingKey } from "./token.js";

const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 30000;
const BLANK = 0x20;
const BALLOT_INFO = utf8("congress-ballot/1");
const ANONYMOUS = { credentials: "omit", referrerPolicy: "no-referrer" };
const STATES = ["paper", "working", "done"];
const ELSEWHERE =
  "您已经取过票,本机没有您未完成的票。已经看到“已投票”的,不用再投;投票中断的,请回到取票时用的设备打开本页;那台设备已不能用的,请告诉监票人,记为发出未收回。";

customElements.define(
  "secret-ballot",
  class extends HTMLElement {
    connectedCallback() {
      this.form = this.querySelector("form");
      this.dialog = this.querySelector("dialog");
      if (!window.isSecureContext || !window.crypto.subtle) {
        this.tell("无记名投票须用 https 地址打开本页。请改用会议工作人员提供的地址或二维码。");
        return;
      }
      this.memory = new Memory(this.getAttribute("poll"), this.getAttribute("voter"));
      this.form.addEventListener("submit", (event) => this.ask(event));
      this.part("sure").addEventListener("click", () => this.confirmed());
      this.part("not-yet").addEventListener("click", () => this.dialog.close());
      this.part("go-on").addEventListener("click", () => this.goOn());
      this.part("again").addEventListener("click", () => this.voteAgain());
      window.addEventListener("online", () => this.retry && this.goOn());
      window.addEventListener("beforeunload", (event) => this.warn(event));
      this.begin();
    }

    disconnectedCallback() {
      clearTimeout(this.retry);
    }

    begin() {
      const state = this.memory.read();
      if (state && state.receipt) this.remembered(state.receipt);
      else if (state && state.sealed) this.run("正在继续上次未完成的投票…");
      else if (this.hasAttribute("refusal")) this.turnAway(this.getAttribute("refusal"));
      else if (this.hasAttribute("taken") && !state) this.turnAway(ELSEWHERE);
      else this.show("paper");
    }

    /* Voted on this device; a server that knows of no ballot was put back from a copy older than the vote. */
    remembered(receipt) {
      this.voted(receipt);
      this.part("forgotten").hidden = this.hasAttribute("taken") || this.hasAttribute("refusal");
    }

    voteAgain() {
      this.memory.clear();
      this.part("forgotten").hidden = true;
      this.show("paper");
    }

    part(name) {
      return this.querySelector(`[data-${name}]`);
    }

    show(state) {
      for (const one of STATES) this.part(one).hidden = one !== state;
      if (state === "working") this.part("go-on").hidden = true;
    }

    /* Nothing can be done here any more: the way home is shown; a tablet makes room for the next voter. */
    turnAway(sentence, issues = []) {
      this.tell(sentence, issues);
      this.part("nothing-to-do").hidden = false;
    }

    tell(sentence, issues = []) {
      this.part("nothing-to-do").hidden = true;
      this.part("refusal").hidden = sentence === "";
      this.part("sentence").textContent = sentence;
      const lines = issues.map((issue) => Object.assign(document.createElement("li"), { textContent: issue.sentence || issue }));
      this.part("issues").replaceChildren(...lines);
      if (sentence) this.part("refusal").scrollIntoView({ block: "center" });
    }

    progress(sentence) {
      this.part("progress").textContent = sentence;
    }

    ask(event) {
      event.preventDefault();
      if (this.busy || this.dialog.open) return;
      this.marks = marksOf(this.form);
      const words = wordsOf(this.form, this.marks);
      this.part("words").replaceChildren(
        ...words.map((line) => Object.assign(document.createElement("li"), { textContent: line })),
      );
      this.dialog.showModal();
    }

    async confirmed() {
      if (this.busy) return;
      this.busy = true;
      this.dialog.close();
      this.tell("");
      this.show("working");
      this.progress("正在取票…");
      try {
        await this.prepare();
      } catch {
        this.busy = false;
        this.show("paper");
        this.tell("本机的浏览器不能制作选票,您还没有投票。请换一台设备或浏览器,或向工作人员领取纸质票。");
        return;
      }
      this.busy = false;
      this.run("正在取票…");
    }

    /* One token for a voter on this device, however often marks are refused: the signature is given only once. */
    async prepare() {
      const known = this.memory.read();
      if (known && (known.sealed || known.receipt)) return; // another window of this device was quicker
      const state = known || (await this.drawn());
      const token = fromBase64(state.token);
      const serial = await sha256(token);
      const poll = fromHex(this.getAttribute("poll").replace(/-/g, ""));
      const info = joined(BALLOT_INFO, poll, serial);
      const sealed = await seal(fromHex(this.getAttribute("sealing-key")), info, this.padded(token));
      this.memory.write({ ...state, sealed: toBase64(sealed) });
    }

    async drawn() {
      const drawn = await draw(await this.key());
      return Object.fromEntries(Object.entries(drawn).map(([name, bytes]) => [name, toBase64(bytes)]));
    }

    padded(token) {
      const said = joined(token, utf8(JSON.stringify(this.marks)));
      const paper = new Uint8Array(Number(this.getAttribute("ballot-size"))).fill(BLANK);
      paper.set(said);
      return paper;
    }

    key() {
      return signingKey(fromBase64(this.getAttribute("signing-key")));
    }

    async run(sentence) {
      if (this.busy) return;
      const state = this.memory.read();
      if (state.receipt) return this.voted(state.receipt); // another window has cast it
      this.busy = true;
      clearTimeout(this.retry);
      this.retry = null;
      this.show("working");
      this.tell("");
      this.progress(sentence);
      this.part("keep-open").hidden = this.memory.lasts;
      try {
        const signed = await this.issued(state);
        this.progress("正在投票…");
        await this.cast(signed);
      } catch (error) {
        this.failed(error);
      } finally {
        this.busy = false;
      }
    }

    async issued(state) {
      if (state.signature) return state;
      const token = this.form.elements.csrfmiddlewaretoken.value;
      const answer = await post(
        this.getAttribute("issue-url"),
        { blinded: state.blinded },
        { credentials: "same-origin", headers: { "X-CSRFToken": token } },
      );
      const prepared = joined(fromBase64(state.randomizer), await sha256(fromBase64(state.token)));
      const signature = await finalize(await this.key(), prepared, fromBase64(answer.signature), fromBase64(state.inverse));
      const signed = { ...state, signature: toBase64(signature) };
      this.memory.write(signed);
      return signed;
    }

    async cast({ token, randomizer, signature, sealed }) {
      const serial = await sha256(fromBase64(token));
      const answer = await post(this.getAttribute("box-url"), { token, randomizer, signature, sealed }, ANONYMOUS);
      if (answer.serial !== toHex(serial)) throw new Error("the box answered for another ballot");
      const receipt = receiptOf(serial);
      if (this.hasAttribute("tablet")) this.memory.clear();
      else this.memory.write({ receipt });
      this.voted(receipt);
    }

    failed(error) {
      if (error instanceof Refused) return this.refused(error);
      this.progress("还没有投完");
      this.part("go-on").hidden = false;
      if (error instanceof Unanswered) {
        this.pause = Math.min(2 * (this.pause || FIRST_PAUSE / 2), LONGEST_PAUSE);
        this.retry = setTimeout(() => this.goOn(), this.pause * (0.75 + Math.random() / 2));
        return this.tell(error.message);
      }
      this.reload = error instanceof Stranger && this.memory.lasts;
      return this.tell(
        error instanceof Stranger ? error.message : "收到的回答未通过核验,票还没有投出。请不要关闭本页,并告诉会议工作人员。",
      );
    }

    /* What was sealed is dropped, the token stays: the same voter takes the same ballot again. */
    refused({ message, issues, status }) {
      const { sealed, ...token } = this.memory.read();
      const isElsewhere = status === 409 && !token.signature; // never issued here: another device has the ballot
      if (isElsewhere) this.memory.clear();
      else this.memory.write(token);
      this.pause = 0;
      const isOver = isElsewhere || this.hasAttribute("refusal");
      this.show(isOver ? "" : "paper");
      if (isOver) this.turnAway(message, issues);
      else this.tell(message, issues);
    }

    goOn() {
      if (this.reload) window.location.reload();
      else this.run("正在继续…");
    }

    voted(receipt) {
      this.form.reset();
      this.tell("");
      this.part("receipt").textContent = receipt;
      this.show("done");
      if (this.hasAttribute("tablet")) leave(this);
    }

    /* Only where nothing can be stored does closing the page lose the ballot. */
    warn(event) {
      const state = this.memory.read();
      if (state && state.sealed && !this.memory.lasts) event.preventDefault();
    }
  },
);
