// The HTTP API. In: plain data. Out: plain data, or a Problem (the server said no) or Away (no answer came).

import { $ } from "./dom.js";

const KEY = "reviewer-key";

/** The server's refusal: RFC 9457 fields, whatever the body was. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || `The server answered ${status}.`);
    this.status = status;
    this.title = body.title ?? "";
    this.code = body.code ?? "";
    this.hint = body.hint ?? "";
  }
}

/** No answer: the server is down or the network is. */
export class Away extends Error {}

/** `fetch` with the key of this tab; asks for a key once when the server wants one. Raises Away and Problem. */
export async function request(path, options = {}) {
  let response = await sent(path, options);
  if (response.status === 401 && (await askForKey())) response = await sent(path, options);
  if (!response.ok) throw new Problem(response.status, await problemOf(response));
  return response;
}

/** The JSON of an answer; undefined where there is no body. */
export async function json(path, options) {
  const response = await request(path, options);
  return response.status === 204 ? undefined : response.json();
}

/** `{status, body}` of an answer, for calls whose status matters (202 while a review runs). */
export async function answered(path, options) {
  const response = await request(path, options);
  return { status: response.status, body: await response.json() };
}

export function post(path, data, headers = {}, signal = undefined) {
  return answered(path, {
    method: "POST",
    signal,
    body: data instanceof FormData ? data : JSON.stringify(data),
    headers: data instanceof FormData ? headers : { "Content-Type": "application/json", ...headers },
  });
}

export const reviewPath = (id) => `v1/reviews/${encodeURIComponent(id)}`;

async function sent(path, options) {
  const headers = new Headers(options.headers);
  const key = sessionStorage.getItem(KEY);
  if (key) headers.set("Authorization", `Bearer ${key}`);
  try {
    return await fetch(path, { ...options, headers });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Away("The server does not answer.");
  }
}

async function problemOf(response) {
  if (!(response.headers.get("Content-Type") ?? "").includes("json")) return {};
  try {
    return (await response.json()) ?? {};
  } catch {
    return {}; // A body that is no JSON after all: its status says enough.
  }
}

let asking = null;

/** Shows the dialog for a key; true once one was given. Calls that come meanwhile wait for the same answer. */
function askForKey() {
  asking ??= new Promise((resolve) => {
    const dialog = $("key-dialog");
    dialog.returnValue = "cancel";
    $("key").value = "";
    dialog.addEventListener("close", () => {
      const key = dialog.returnValue === "use" ? $("key").value.trim() : "";
      if (/^[\x21-\x7e]+$/.test(key)) sessionStorage.setItem(KEY, key);
      else sessionStorage.removeItem(KEY);
      asking = null;
      resolve(sessionStorage.getItem(KEY) !== null);
    }, { once: true });
    dialog.showModal();
  });
  return asking;
}
