// The form: a document and how to review it in, the id of an accepted review out.

import { Away, json, post, Problem } from "./api.js";
import { $, fill, h, say } from "./dom.js";
import { sentence, size } from "./words.js";

const READ_AS_TEXT = /\.(md|markdown|txt)$/i;

let file = null; // a file that is sent as it is (.docx, .pdf, .html); null while the text area counts
let attempt = { body: "", key: "" };

/** Wires the form; `accepted(id, rubric)` is called with each review the server took. */
export function setUpForm(accepted) {
  $("submit-form").addEventListener("submit", (event) => { event.preventDefault(); submit(accepted); });
  $("file").addEventListener("change", () => { take($("file").files[0]); $("file").value = ""; });
  $("file-remove").addEventListener("click", () => { setFile(null); $("text").focus(); });
  $("example").addEventListener("change", fillExample);
  $("rubric").addEventListener("change", () => { showProfiles().catch(shown); });
  $("text").addEventListener("input", showSize);
  setUpDrop($("drop-zone"));
}

/** Fills the lists from the server; the form works with defaults where they cannot be had. */
export async function loadChoices() {
  if ($("rubric").dataset.filled) return;
  const { items, default: usual, models } = await json("v1/rubrics");
  const usable = items.filter((one) => !one.broken);
  fill($("rubric"), usable.map((one) => h("option", { value: one.id }, one.title || one.id)));
  $("rubric").value = usual;
  $("rubric").dataset.filled = "yes";
  $("model-field").hidden = models.length === 0;
  fill($("model"), models.map((one) => h("option", { value: one }, one)));
  await showProfiles();
}

const details = new Map();

/** A rubric with its scale, phases, profiles and criteria. */
export async function rubricOf(id) {
  if (!details.has(id)) details.set(id, await json(`v1/rubrics/${encodeURIComponent(id)}`));
  return details.get(id);
}

/** Puts a text and its settings into the form, for a new draft of a reviewed document. */
export async function startFrom({ text, name, rubric, profile, kind }) {
  setFile(null);
  $("text").value = text;
  $("name").value = name;
  $("kind").value = kind ?? "";
  showSize();
  choose($("rubric"), rubric);
  await showProfiles();
  choose($("profile"), profile);
}

function choose(select, value) {
  if ([...select.options].some((one) => one.value === value)) select.value = value;
}

async function showProfiles() {
  const chosen = $("rubric").value;
  fill($("profile"), h("option", { value: "" }, "Default profile")); // never a profile of the rubric before
  const { profiles, default_profile: usual } = await rubricOf(chosen);
  if ($("rubric").value !== chosen) return; // Another one was chosen meanwhile.
  fill($("profile"), profiles.map((one) => h("option", { value: one.id }, one.title || one.id)));
  $("profile").value = usual;
}

function setUpDrop(zone) {
  const over = (on) => (event) => { event.preventDefault(); zone.classList.toggle("over", on); };
  zone.addEventListener("dragover", over(true));
  zone.addEventListener("dragleave", over(false));
  zone.addEventListener("drop", (event) => {
    over(false)(event);
    const dropped = event.dataTransfer.files[0];
    if (dropped) take(dropped);
    else if (event.dataTransfer.getData("text")) { $("text").value = event.dataTransfer.getData("text"); showSize(); }
  });
}

async function take(chosen) {
  if (!chosen) return;
  showProblem(null);
  if (!READ_AS_TEXT.test(chosen.name)) { setFile(chosen); return; }
  const text = utf8(await chosen.arrayBuffer());
  // What is not UTF-8 goes to the server as it is: it knows more encodings.
  if (text === null) { setFile(chosen); return; }
  setFile(null);
  $("text").value = text;
  $("name").value = chosen.name;
  showSize();
}

function utf8(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function setFile(chosen) {
  file = chosen;
  $("file-card").hidden = !chosen;
  $("text").hidden = Boolean(chosen);
  if (!chosen) return;
  $("file-name").textContent = chosen.name;
  $("file-size").textContent = size(chosen.size);
  $("name").value = chosen.name;
  $("text-size").textContent = "";
  $("file-remove").focus();
}

async function fillExample() {
  const name = $("example").value;
  $("example").value = "";
  if (!name) return;
  try {
    const response = await fetch(`assets/examples/${name}`);
    if (!response.ok) throw new Problem(response.status, {});
    setFile(null);
    $("text").value = await response.text();
    $("name").value = name;
    $("kind").value = "";
    showSize();
    showProblem(null);
    say("The example is filled in.");
  } catch (error) {
    showProblem(error instanceof Problem ? error : new Away("The server does not answer."));
  }
}

function showSize() {
  const bytes = new Blob([$("text").value]).size;
  $("text-size").textContent = bytes ? `${size(bytes)} so far.` : "";
}

async function submit(accepted) {
  if (!file && !$("text").value.trim()) {
    showProblem(new Problem(0, { title: "There is nothing to review yet", detail: "Paste a design, drop a file or fill in an example." }));
    $("text").focus();
    return;
  }
  const button = $("submit-button");
  button.disabled = true;
  showProblem(null);
  try {
    const { body } = await post("v1/reviews", file ? formOf(fields()) : { text: $("text").value, ...fields() }, {
      "Idempotency-Key": attemptKey(),
    });
    attempt = { body: "", key: "" };
    accepted(body.id, $("rubric").value);
  } catch (error) {
    shown(error);
  } finally {
    button.disabled = false;
  }
}

/** Shows what the server said or that it said nothing; any other error is ours and goes on. */
export function shown(error) {
  if (!(error instanceof Problem || error instanceof Away)) throw error;
  showProblem(error);
}

function fields() {
  const names = ["name", "rubric", "profile", "kind", "model", "question"];
  return Object.fromEntries(names.map((name) => [name, $(name).value.trim()]).filter(([, value]) => value));
}

function formOf(data) {
  const form = new FormData();
  form.append("file", file, file.name);
  for (const [name, value] of Object.entries(data)) form.append(name, value);
  return form;
}

/** The same key for the same submission tried again, so that a lost answer does not make two reviews. */
function attemptKey() {
  const body = JSON.stringify([fields(), file ? [file.name, file.size, file.lastModified] : $("text").value]);
  if (attempt.body !== body) {
    const random = crypto.getRandomValues(new Uint8Array(16));
    attempt = { body, key: Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("") };
  }
  return attempt.key;
}

const TITLES = new Map([
  [401, "The server wants a key"],
  [403, "This key may not submit"],
  [413, "The document is too large"],
  [422, "The document cannot be reviewed as it is"],
  [429, "Too many requests"],
  ["review.cancelled", "The review was cancelled"],
  ["review.unfinished", "The review is not finished"],
]);

function showProblem(error) {
  const place = $("submit-problem");
  place.hidden = error === null;
  fill(place, error ? problemText(error) : []);
}

/** What went wrong, and what to do about it, as elements. */
export function problemText(error) {
  const away = error instanceof Away;
  const known = TITLES.get(error.code) ?? TITLES.get(error.status);
  const title = away ? "The server does not answer" : known || error.title || "That did not work";
  const next = away ? "Your text is still here. Try again in a moment." : error.hint;
  const detail = away || error.message === title ? "" : error.message;
  return [h("strong", null, title), detail && h("p", null, sentence(detail)), next && h("p", null, next)];
}
