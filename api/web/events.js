// The events of a running review (SSE). Read with fetch, because an EventSource cannot send a key.

import { Away, Problem, request, reviewPath } from "./api.js";

const WAITS_MS = [500, 1000, 2000, 4000, 8000, 8000];

/**
 * Calls `heard({id, kind, data})` for each event until `done` or `error` came, and `lost(attempt)` when the connection
 * broke and is tried again from the last event heard. Raises Away when the last attempt failed, Problem on a refusal,
 * AbortError when `signal` stops it.
 */
export async function follow(id, { heard, lost, signal }) {
  let last = 0;
  let failures = 0;
  for (;;) {
    try {
      const headers = { Accept: "text/event-stream", ...(last ? { "Last-Event-ID": String(last) } : {}) };
      const response = await request(`${reviewPath(id)}/events`, { headers, signal });
      for await (const event of eventsOf(response.body)) {
        failures = 0;
        if (event.id) last = event.id;
        heard(event);
        if (event.kind === "done" || event.kind === "error") return;
      }
    } catch (error) {
      if (!passing(error)) throw error;
    }
    if (failures >= WAITS_MS.length) throw new Away("The connection was lost.");
    lost(failures + 1);
    await pause(WAITS_MS[failures], signal);
    failures += 1;
  }
}

/** Whether another attempt may help: no answer, a broken stream, a gateway whose server is restarting. */
function passing(error) {
  return error instanceof Away || error instanceof TypeError || (error instanceof Problem && error.status >= 502);
}

function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => { clearTimeout(timer); reject(signal.reason); }, { once: true });
  });
}

/** The events of a stream, by the rules of the SSE format: fields by line, an empty line sends the event. */
async function* eventsOf(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let event = blank();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    for (const line of lines) {
      if (line !== "") { take(event, line); continue; }
      if (event.data.length) yield { id: event.id, kind: event.kind, data: JSON.parse(event.data.join("\n")) };
      event = blank();
    }
  }
}

const blank = () => ({ id: 0, kind: "message", data: [] });

function take(event, line) {
  const [, field, value] = /^([^:]*):? ?([^]*)$/.exec(line);
  if (field === "data") event.data.push(value);
  else if (field === "event") event.kind = value;
  else if (field === "id") event.id = Number(value) || 0;
}
