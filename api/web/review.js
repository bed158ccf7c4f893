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
    const { sheet, facts } = await withDocument(id, body, signal);
    if (!signal.aborted) render(view, id, body, sheet, facts, hand);
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof Problem || error instanceof Away)) throw error;
    stopped(view, error, () => showReview(id, signal, hand, rubric));
  }
}

/** The text and its facts; a review can be read without either, for example after its text was erased. */
async function withDocument(id, review, signal) {
  const sheet = await orNull(json(`${reviewPath(id)}/document`, { signal }));
  const facts = sheet && (await orNull(factsOf(sheet, review.rubric.id)));
  return { sheet, facts };
}

async function orNull(promise) {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}

async function watch(view, id, signal, rubric) {
  const places = board();
  const trouble = h("p", { class: "notice", hidden: true });
  const cancel = h("button", { type: "button", class: "quiet" }, "Cancel this review");
  cancel.addEventListener("click", async () => {
    cancel.disabled = true;
    await orNull(post(`${reviewPath(id)}/cancel`, {}));
  });
  const title = h("h1", { id: "review-title", tabindex: "-1" }, "Reviewing…");
  fill(view, title, trouble, places.element, h("p", { class: "actions" }, cancel));
  title.focus();
  say("The review has started.");
  // Without its outline the board still fills, in the order in which the grades come.
  if (rubric) orNull(rubricOf(rubric)).then((known) => known && places.lay(known));
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

function render(view, id, review, sheet, facts, hand) {
  let pane = null;
  const light = (lines, focus) => {
    pane?.light(lines, focus);
  };
  const list = criteria(review, light);
  const show = ({ kind, index }) => {
    if (kind === "grade") list.open(review.grades[index].criterion);
    else reveal($(`${kind}-${index}`), { focus: true });
  };
  pane = sheet && paper(sheet.text, review, facts, show);
  fill(view,
    h("div", { class: "title-row" }, h("h1", { id: "review-title", tabindex: "-1" }, review.document.name), actions(id, review, sheet, hand)),
    h("p", { id: "earlier", hidden: true }),
    parts(),
    verdict(review), lift(review), findings(review), phases(review),
    h("div", { class: "desk" },
      h("section", { "aria-labelledby": "criteria-title" }, h("h2", { id: "criteria-title" }, "Criteria"), list.element),
      h("section", { class: "document", "aria-labelledby": "document-title" }, h("h2", { id: "document-title" }, "Document"),
        pane ? pane.element : h("p", { class: "notice" }, "The text of this document is not kept any more."))),
    facts && [sums(facts), diagrams(facts), unread(facts)]);
  view.onclick = ({ target }) => {
    const go = target.closest("[data-go]");
    if (go) list.open(go.dataset.go);
    const phase = target.closest("[data-phase]");
    if (phase) list.openPhase(phase.dataset.phase);
    const place = target.closest("[data-first]");
    if (place && !place.closest(".criteria")) light([Number(place.dataset.first), Number(place.dataset.last)], true);
  };
  for (const one of view.querySelectorAll("[data-part]")) one.hidden = !$(one.dataset.part);
  document.title = `${points(review.score)} · ${review.document.name}`;
  $("review-title").focus();
  say(`The review is ready: ${headline(review)}.`);
  earlier(id, review);
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
    if (!(error instanceof Problem || error instanceof Away)) throw error;
    stopped($("view-review"), error, () => hand.go(`#/reviews/${id}`));
  }
}

/** Offers a comparison with the latest earlier review of a document of this name against the same rubric. */
async function earlier(id, review) {
  const query = new URLSearchParams({ name: review.document.name, rubric: review.rubric.id, status: "done", limit: "20" });
  const page = await orNull(json(`v1/reviews?${query}`));
  const before = page?.items.find((one) => one.id !== id && one.name === review.document.name
    && Date.parse(one.created_at) < Date.parse(review.created_at) && one.score !== null);
  const place = $("earlier");
  if (!before || !place) return;
  place.hidden = false;
  fill(place, `An earlier draft scored ${points(before.score)}. `,
    h("a", { href: `#/compare/${encodeURIComponent(before.id)}/${encodeURIComponent(id)}` }, "See what moved"));
}
