/* A tablet of the hall forgets its voter: the receipt stands for some seconds, then the voter is signed out. */
const SECONDS = 20;
const TRY_AGAIN = 3000;

export function leave(ballot) {
  const [left, done] = [ballot.part("left"), ballot.part("leave")];
  let seconds = SECONDS;
  const say = () => (left.textContent = `${seconds} 秒后自动清除并退出`);
  const clock = setInterval(() => {
    seconds -= 1;
    say();
    if (seconds <= 0) signOut();
  }, 1000);
  const signOut = () => {
    clearInterval(clock);
    done.disabled = true;
    ballot.part("receipt").textContent = "";
    left.textContent = "正在退出…";
    out(ballot, left);
  };
  done.addEventListener("click", signOut, { once: true });
  say();
}

/* Nobody may find the voter before them still signed in: it is tried until the server has answered. */
async function out(ballot, left) {
  const form = ballot.part("sign-out");
  try {
    const response = await fetch(form.action, { method: "POST", body: new FormData(form), cache: "no-store" });
    if (!response.ok) throw new Error(String(response.status));
    ballot.memory.clear();
    window.location.replace(ballot.getAttribute("next"));
  } catch {
    left.textContent = "还没有退出登录,正在重试。请不要离开这台设备,并告诉会议工作人员。";
    setTimeout(() => out(ballot, left), TRY_AGAIN);
  }
}
