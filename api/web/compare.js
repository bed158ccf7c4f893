// Two reviews, the earlier and the later: what moved between them, as the server compares them.

import { Away, json, Problem, reviewPath } from "./api.js";
import { $, fill, h } from "./dom.js";
import { problemText } from "./submit.js";
import { counted, outcome, points, signed, tone } from "./words.js";

/** Shows what moved from review `earlier` to review `later` until `signal` ends it. */
export async function showCompare(earlier, later, signal) {
  const view = $("view-compare");
  fill(view, h("h1", { id: "compare-title", tabindex: "-1" }, "What moved"), h("p", { class: "dim" }, "Loading…"));
  $("compare-title").focus();
  try {
    const found = await json(`${reviewPath(earlier)}/compare/${encodeURIComponent(later)}`, { signal });
    fill(view, page(found));
    $("compare-title").focus();
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof Problem || error instanceof Away)) throw error;
    fill(view, h("h1", { id: "compare-title", tabindex: "-1" }, "These two cannot be compared"),
      h("div", { class: "problem", role: "alert" }, problemText(error)), h("p", null, h("a", { href: "#/reviews" }, "Past reviews")));
  }
}

function page({ before, after, comparable, same_text, score_change, phases, grades, findings }) {
  const by = (way) => grades.filter((one) => one.change === way);
  return [
    h("h1", { id: "compare-title", tabindex: "-1" }, "What moved"),
    !comparable && h("p", { class: "notice" }, "The two were graded against different rubrics, so levels and scores are not compared."),
    same_text && h("p", { class: "notice" }, "Both are reviews of the same text."),
    h("div", { class: "versus" }, side("Earlier", before), delta(score_change), side("Later", after)),
    comparable && h("p", null, `${counted(by("better").length, "criterion", "criteria")} better, ${by("worse").length} worse, ${by("other").length} changed otherwise; `
      + `${counted(findings.solved.length, "finding", "findings")} gone, ${findings.new.length} new.`),
    comparable && phaseTable(phases),
    moveList("Better", by("better")), moveList("Worse", by("worse")), moveList("Changed otherwise", by("other")),
    findingList("Findings that are gone", findings.solved), findingList("New findings", findings.new),
  ];
}

function delta(change) {
  const way = change === null || Math.abs(change) < 0.05 ? "other" : change < 0 ? "worse" : "better";
  return h("p", { class: "delta", "data-way": way }, change === null ? "–" : way === "other" ? "±0.0" : signed(change));
}

function side(label, draft) {
  return h("div", null, h("p", { class: "dim" }, label),
    h("p", { class: "big" }, points(draft.score)),
    h("p", null, draft.band ?? ""),
    h("p", null, h("a", { href: `#/reviews/${encodeURIComponent(draft.id)}` }, draft.name || "unnamed")));
}

function phaseTable(phases) {
  return h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Scores of the phases" }, h("table", null,
    h("thead", null, h("tr", null, ["Phase", "Earlier", "Later", "Change"].map((head) => h("th", { scope: "col" }, head)))),
    h("tbody", null, phases.map((one) => h("tr", null,
      h("th", { scope: "row" }, one.title),
      h("td", { class: "figure" }, points(one.before)),
      h("td", { class: "figure" }, points(one.after)),
      h("td", { class: "figure" }, moved(one.change)))))));
}

const moved = (by) => (by === null ? "–" : Math.abs(by) < 0.05 ? "=" : h("span", { class: "move", "data-way": by > 0 ? "better" : "worse" }, signed(by)));

/** A level or a status as a word with its shape. */
function level(word) {
  const graded = !word.startsWith("not_");
  const grade = { status: graded ? "graded" : word, level: word, gain: 1, evidence: [] };
  return h("span", { class: "level", "data-tone": tone(grade) }, outcome(grade));
}

function moveList(title, found) {
  return found.length > 0 && h("section", null, h("h2", null, `${title} (${found.length})`),
    h("ul", { class: "moves", role: "list" }, found.map(({ before, after, title: name }) => h("li", null,
      level(before), h("span", { class: "to" }, "to"), level(after), h("span", null, name)))));
}

function findingList(title, found) {
  return found.length > 0 && h("section", null, h("h2", null, `${title} (${found.length})`),
    h("ul", { class: "moves", role: "list" }, found.map((one) => h("li", null,
      h("span", { class: "level", "data-tone": one.severity }, one.severity), h("span", null, one.message)))));
}
