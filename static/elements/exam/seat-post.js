/* One question to the server as JSON. What it refuses comes back as Refused with its answer; whatever never got an answer
   is Unanswered, and may be sent again: nothing that is sent twice counts twice. */
const PATIENCE = 8000;

export class Refused extends Error {
  constructor(answer) {
    super(answer.sentence || "");
    this.answer = answer;
  }
}

export class Unanswered extends Error {}

export async function post(url, body) {
  let response;
  let answer;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
    answer = await response.json();
  } catch {
    throw new Unanswered(); // no network, no answer in time, or a page of some gateway in between
  }
  if (response.ok) return answer;
  if (answer.state || response.status < 500) throw new Refused(answer);
  throw new Unanswered();
}
