/* One question to the server and what its answer means for the voter. */
const PATIENCE = 20000;

/* The answer is not known: ask the same again. */
export class Unanswered extends Error {}

/* The server said no, and why. */
export class Refused extends Error {
  constructor(sentence, issues, status) {
    super(sentence);
    this.issues = issues;
    this.status = status;
  }
}

/* Whoever answered was not the one who was asked: a sign-in page, a proxy. */
export class Stranger extends Error {}

const BUSY = [408, 425, 429];

export async function post(url, body, options) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE);
  try {
    const response = await fetch(url, {
      method: "POST",
      body: JSON.stringify(body),
      cache: "no-store",
      signal: abort.signal,
      ...options,
      headers: { "Content-Type": "application/json", Accept: "application/json", ...options.headers },
    });
    return await understood(response);
  } catch (error) {
    if (error instanceof Refused || error instanceof Stranger || error instanceof Unanswered) throw error;
    throw new Unanswered("网络不通或太慢,还没有收到回答。您的票保存在本机,会自动重试,不会重复投票。");
  } finally {
    clearTimeout(timer);
  }
}

async function understood(response) {
  const text = await response.text();
  const answer = parsed(text);
  if (response.status >= 500 || BUSY.includes(response.status)) {
    throw new Unanswered((answer && answer.sentence) || "服务器暂时不能办理。您的票保存在本机,会自动重试,不会重复投票。");
  }
  if (!answer) throw new Stranger("登录可能已经过期。请刷新本页,必要时重新登录,会从中断处继续。");
  if (!response.ok) {
    throw new Refused(answer.sentence || "没有办成,请联系会议工作人员。", answer.issues || [], response.status);
  }
  return answer;
}

function parsed(text) {
  try {
    const value = JSON.parse(text);
    return value && typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}
