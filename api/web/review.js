// One review: its progress while it runs, then the verdict, the criteria beside the document, and what to do with it.

import { Away, answered, json, post, Problem, request, reviewPath } from "./api.js";
import { criteria, findings } from "./criteria.js";
import { $, confirmed, fill, h, reveal, say } from "./dom.js";
import { follow } from "./events.js";
import { asMarkdown, save } from "./export.js";
import { diagrams, factsOf, sums, unread } from "./facts.js";
import { paper } from "./paper.js";
import { board } from "./progress.js";
import { problemText, rubricOf } from "./submit.js";
import { lift, phases, verdict } from "./verdict.js";
import { headline, points } from "./words.js";

const PAUSE_MS = 300;

/**
 * Shows the review `id` in its view until `signal` ends it. `hand.startFrom` begins a new draft; `hand.go` changes the page.
 * `rubric` is the id of its rubric where that is known before it is done.
 */
export async function showReview(id, signal, hand, rubric) {
  const view = $("view-review");
  fill(view, h("h1", { id: "review-title", tabindex: "-1" }, "Review"), h("p", { class: "dim" }, "Loading…"));
  try {
    let { status, body } = await answered(reviewPath(id), { signal });
    while (status === 202) {
      await watch(view, id, signal, rubric);
      ({ status, body } = await answered(reviewPath(id), { signal }));
    }
    const sheet = await orNull(json(`${reviewPath(id)}/document`, { signal }), missing); // null after its text was erased
    if (signal.aborted) return;
    const pane = render(view, id, body, sheet, hand);
    await Promise.all([earlier(id, body, signal), sheet && addFacts(view, pane, sheet, body.rubric.id, signal)]);
  } catch (error) {
    if (signal.aborted) return;
    if (!failed(error)) throw error;
    stopped(view, error, () => showReview(id, signal, hand, rubric));
  }
}

/** Sums, diagrams and what was not read come after the review itself: a long document takes a while to be read again. */
async function addFacts(view, pane, sheet, rubric, signal) {
  const place = h("div", { class: "facts", "aria-busy": "true" }, h("p", { class: "dim" }, "Re-doing the sums…"));
  view.append(place);
  const facts = await orNull(factsOf(sheet, rubric, signal), failed);
  if (signal.aborted) return;
  fill(place, facts ? [sums(facts), diagrams(facts), unread(facts)] : h("p", { class: "dim" }, "The sums cannot be shown now."));
  if (facts) pane.annotate(facts);
  place.removeAttribute("aria-busy");
  showParts(view);
}

const missing = (error) => error instanceof Problem && error.status === 404;
const failed = (error) => error instanceof Problem || error instanceof Away;

/** What a call answers, or null where it failed in a way that is excused. */
async function orNull(promise, excused) {
  try {
    return await promise;
  } catch (error) {
    if (excused(error)) return null;
    throw error;
  }
}

async function watch(view, id, signal, rubric) {
  const places = board();
  const trouble = h("p", { class: "notice", hidden: true });
  const cancel = h("button", { type: "button", class: "quiet" }, "Cancel this review");
  cancel.addEventListener("click", async () => {
    cancel.disabled = true;
    // Where it failed the review goes on, and the button can be used again.
    cancel.disabled = (await orNull(post(`${reviewPath(id)}/cancel`, {}), failed)) !== null;
  });
  const title = h("h1", { id: "review-title", tabindex: "-1" }, "Reviewing…");
  fill(view, title, trouble, places.element, h("p", { class: "actions" }, cancel));
  title.focus();
  say("The review has started.");
  // Without its outline the board still fills, in the order in which the grades come.
  if (rubric) orNull(rubricOf(rubric), failed).then((known) => known && places.lay(known));
  await follow(id, {
    signal,
    heard({ kind, data }) {
      trouble.hidden = true;
      if (kind === "grade") places.grade(data);
      if (kind === "finding") places.finding(data);
    },
    lost(attempt) {
      trouble.hidden = false;
      trouble.textContent = `The connection was lost. Trying again (${attempt})… The review itself goes on.`;
    },
  });
  await new Promise((resolve) => { setTimeout(resolve, PAUSE_MS); }); // A last look at the full board; no busy loop.
}

function stopped(view, error, again) {
  const retry = h("button", { type: "button", class: "primary" }, "Try again");
  retry.addEventListener("click", again);
  const title = error.status === 404 ? "There is no such review" : "This review cannot be shown";
  fill(view,
    h("h1", { id: "review-title", tabindex: "-1" }, title),
    h("div", { class: "problem", role: "alert" }, problemText(error)),
    h("p", { class: "actions" }, retry, " ", h("a", { href: "#/" }, "New review")));
  $("review-title").focus();
}

function render(view, id, review, sheet, hand) {
  let pane = null;
  const light = (lines, focus) => {
    pane?.light(lines, focus);
  };
  const list = criteria(review, light);
  const show = ({ kind, index }) => {
    if (kind === "grade") list.open(review.grades[index].criterion);
    else openTo($(`${kind}-${index}`));
  };
  pane = sheet && paper(sheet.text, review, show);
  fill(view,
    h("div", { class: "title-row" }, h("h1", { id: "review-title", tabindex: "-1" }, review.document.name), actions(id, review, sheet, hand)),
    h("p", { id: "earlier", hidden: true }),
    parts(),
    verdict(review), lift(review), findings(review), phases(review),
    h("div", { class: "desk" },
      h("section", { "aria-labelledby": "criteria-title" }, h("h2", { id: "criteria-title" }, "Criteria"), list.element),
      h("section", { class: "document", "aria-labelledby": "document-title" }, h("h2", { id: "document-title" }, "Document"),
        pane ? pane.element : h("p", { class: "notice" }, "The text of this document is not kept any more."))));
  view.onclick = ({ target }) => {
    const go = target.closest("[data-go]");
    if (go) list.open(go.dataset.go);
    const phase = target.closest("[data-phase]");
    if (phase) list.openPhase(phase.dataset.phase);
    const place = target.closest("[data-first]");
    if (place && !place.closest(".criteria")) light([Number(place.dataset.first), Number(place.dataset.last)], true);
  };
  showParts(view);
  document.title = `${points(review.score)} · ${review.document.name}`;
  $("review-title").focus();
  say(`The review is ready: ${headline(review)}.`);
  return pane;
}

const PARTS = [["lift-title", "Steps"], ["phases-title", "Phases"], ["criteria-title", "Criteria"], ["document-title", "Document"], ["sums-title", "Sums"], ["diagrams-title", "Diagrams"]];

/** On a narrow screen, where everything stands in one column: ways to its parts. */
function parts() {
  const nav = h("nav", { class: "parts", "aria-label": "Parts of this review" },
    PARTS.map(([id, label]) => h("button", { type: "button", class: "chip", "data-part": id }, label)));
  nav.addEventListener("click", ({ target }) => {
    const heading = target.dataset.part && $(target.dataset.part);
    if (!heading) return;
    heading.setAttribute("tabindex", "-1");
    reveal(heading, { focus: true, block: "start" });
  });
  return nav;
}

function openTo(element) {
  const around = element.closest("details");
  if (around) around.open = true;
  reveal(element, { focus: true });
}

function showParts(view) {
  for (const one of view.querySelectorAll("[data-part]")) one.hidden = !$(one.dataset.part);
}

function actions(id, review, sheet, hand) {
  const name = review.document.name.replace(/[^\w.-]+/g, "_").slice(0, 80) || "review";
  const deeds = {
    JSON: () => save(`${name}.review.json`, "application/json", JSON.stringify(review, null, 2)),
    Markdown: () => save(`${name}.review.md`, "text/markdown", asMarkdown(review)),
    Print: () => { for (const one of document.querySelectorAll("#view-review .criterion")) one.open = true; window.print(); },
    ...(sheet && { "New draft": () => hand.startFrom(sheet, review) }),
    Delete: () => erase(id, review, hand),
  };
  const box = h("p", { class: "tools" }, Object.keys(deeds).map((label) =>
    h("button", { type: "button", class: label === "Delete" ? "quiet danger-text" : "quiet", "data-deed": label }, label)));
  box.addEventListener("click", ({ target }) => deeds[target.closest("[data-deed]")?.dataset.deed]?.());
  return box;
}

async function erase(id, review, hand) {
  const sure = await confirmed("Delete this review?", `${review.document.name}, its text and its review are removed for good.`, "Delete");
  if (!sure) return;
  try {
    const response = await request(reviewPath(id), { method: "DELETE" });
    const left = response.status === 204 ? [] : (await response.json()).remains ?? [];
    say(["The review is deleted.", ...left].join(" "));
    hand.go("#/reviews", left);
  } catch (error) {
    if (!failed(error)) throw error;
    stopped($("view-review"), error, () => hand.go(`#/reviews/${id}`));
  }
}

/** Offers a comparison with the latest earlier review of a document of this name against the same rubric. */
async function earlier(id, review, signal) {
  const query = new URLSearchParams({ name: review.document.name, rubric: review.rubric.id, status: "done", limit: "20" });
  const page = await orNull(json(`v1/reviews?${query}`, { signal }), failed);
  const before = page?.items.find((one) => one.id !== id && one.name === review.document.name
    && Date.parse(one.created_at) < Date.parse(review.created_at) && one.score !== null);
  const place = $("earlier");
  if (!before || !place || signal.aborted) return;
  place.hidden = false;
  fill(place, `An earlier draft scored ${points(before.score)}. `,
    h("a", { href: `#/compare/${encodeURIComponent(before.id)}/${encodeURIComponent(id)}` }, "See what moved"));
}
