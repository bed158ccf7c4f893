// The criteria, phase by phase: level, reason, evidence, advice and the interviewer's question for each.

import { h, reveal } from "./dom.js";
import { atLines, counted, decidedBy, outcome, points, sentence, signed, tone, whyNot } from "./words.js";

const FILTERS = [
  ["all", "All", () => true],
  ["lift", "Can be lifted", (grade) => grade.gain > 0],
  ["found", "With evidence", (grade) => grade.evidence.length > 0],
  ["open", "Not graded", (grade) => grade.status !== "graded"],
  ["disputed", "In dispute", (grade) => Boolean(grade.disagreement)],
];

/**
 * The list. `light(lines, focus)` is called to show lines of the document: when a criterion is opened, and with focus when
 * one of its places is chosen. Answers `{element, open(criterion), openPhase(phase)}`.
 */
export function criteria(review, light) {
  const overrides = new Map((review.overrides ?? []).map((one) => [one.criterion, one]));
  const items = new Map();
  const groups = new Map();
  for (const phase of review.phases) {
    const grades = review.grades.filter((one) => one.phase === phase.id);
    for (const grade of grades) items.set(grade.criterion, item(grade, overrides.get(grade.criterion)));
    groups.set(phase.id, group(phase, grades.map((one) => items.get(one.criterion))));
  }
  const byId = new Map(review.grades.map((one) => [one.criterion, one]));
  const element = h("div", { class: "criteria" }, chips(review, byId, items, groups), [...groups.values()]);
  // `toggle` does not bubble, so it is caught on its way down.
  element.addEventListener("toggle", ({ target }) => {
    const grade = target.open && byId.get(target.dataset.criterion);
    if (grade && grade.evidence.length && !target.dataset.quiet) light(grade.evidence[0].lines, false);
    delete target.dataset.quiet;
  }, true);
  element.addEventListener("click", ({ target }) => {
    const place = target.closest("[data-first]");
    if (place) light([Number(place.dataset.first), Number(place.dataset.last)], true);
  });
  const open = (id) => {
    const chosen = items.get(id);
    if (!chosen) return;
    chosen.hidden = false;
    chosen.closest(".phase").hidden = false;
    if (!chosen.open) { chosen.dataset.quiet = "1"; chosen.open = true; }
    reveal(chosen);
    chosen.querySelector("summary").focus({ preventScroll: true });
  };
  const openPhase = (id) => {
    const heading = groups.get(id)?.querySelector("h3");
    if (heading) reveal(heading, { focus: true, block: "start" });
  };
  return { element, open, openPhase };
}

function chips(review, byId, items, groups) {
  const useful = FILTERS.filter(([id, , keep]) => id === "all" || review.grades.some(keep));
  const box = h("div", { class: "chips", role: "group", "aria-label": "Show criteria" }, useful.map(([id, label, keep]) =>
    h("button", { type: "button", class: "chip", "data-filter": id, "aria-pressed": String(id === "all") },
      `${label} ${review.grades.filter(keep).length}`)));
  box.addEventListener("click", ({ target }) => {
    const chosen = target.closest("[data-filter]");
    if (!chosen) return;
    for (const one of box.children) one.setAttribute("aria-pressed", String(one === chosen));
    const [, , keep] = FILTERS.find(([id]) => id === chosen.dataset.filter);
    for (const [id, one] of items) one.hidden = !keep(byId.get(id));
    for (const one of groups.values()) one.hidden = !one.querySelector("details:not([hidden])");
  });
  return box;
}

function group(phase, items) {
  const id = `phase-${phase.id}`;
  return h("section", { class: "phase", "aria-labelledby": id },
    h("h3", { id, tabindex: "-1" }, phase.title, " ", h("span", { class: "phase-score" }, points(phase.score))),
    items);
}

function item(grade, override) {
  return h("details", { class: "criterion", "data-criterion": grade.criterion },
    h("summary", null,
      h("span", { class: "level", "data-tone": tone(grade) }, outcome(grade)),
      h("span", { class: "criterion-title" }, grade.title, grade.bonus && h("span", { class: "dim" }, " (bonus)"),
        override && [" ", h("span", { class: "tag" }, "corrected")],
        grade.disagreement && [" ", h("span", { class: "tag" }, "in dispute")]),
      grade.gain > 0 && h("span", { class: "gain" }, signed(grade.gain))),
    h("div", { class: "criterion-body" },
      grade.reason && h("p", null, grade.reason),
      grade.status !== "graded" && h("p", null, sentence(whyNot(grade.why))),
      override && h("p", { class: "dispute" }, h("b", null, `${override.by || "A person"} corrected this to ${override.level}. `), override.note),
      grade.disagreement && h("p", { class: "dispute" }, h("b", null, "In dispute: "), grade.disagreement),
      grade.evidence.map(evidence),
      said("Advice", grade.advice),
      said("An interviewer might ask", grade.probe),
      h("p", { class: "made" }, made(grade))));
}

const said = (label, text) => text && h("div", { class: "said" }, h("h4", null, label), h("p", null, text));

function evidence({ lines: [first, last], quote }) {
  return h("figure", { class: "evidence" },
    h("blockquote", null, quote),
    h("figcaption", null, h("button", { type: "button", class: "link", "data-first": first, "data-last": last }, atLines([first, last]))));
}

function made(grade) {
  const parts = [grade.criterion];
  if (grade.decided_by) parts.push(`decided by ${decidedBy(grade.decided_by)}`);
  if (grade.llm?.level && grade.rules?.level) parts.push(`rules say ${grade.rules.level}, the model says ${grade.llm.level}`);
  if (grade.llm?.confidence !== null && grade.llm?.confidence !== undefined) parts.push(`confidence ${Math.round(grade.llm.confidence * 100)} %`);
  if (grade.made_by.model) parts.push(grade.made_by.model);
  return parts.join(" · ");
}

const FINDINGS_SHOWN = 10;

/** The findings as a section, the first ones open; null where there are none. */
export function findings(review) {
  if (!review.findings.length) return null;
  const items = review.findings.map(finding);
  const more = items.splice(FINDINGS_SHOWN);
  return h("section", { class: "findings", "aria-labelledby": "findings-title" },
    h("h2", { id: "findings-title" }, counted(review.findings.length, "finding", "findings")),
    h("ul", { role: "list" }, items),
    more.length > 0 && h("details", null,
      h("summary", null, counted(more.length, "more finding", "more findings")),
      h("ul", { role: "list" }, more)));
}

function finding(one, index) {
  const word = one.suppressed ? "accepted" : one.severity;
  return h("li", { id: `finding-${index}`, tabindex: "-1" },
    h("span", { class: "level", "data-tone": one.suppressed ? "aside" : one.severity }, word),
    h("div", null,
      h("p", null, one.message),
      h("p", { class: "made" },
        h("button", { type: "button", class: "link", "data-first": one.lines[0], "data-last": one.lines[1] }, atLines(one.lines)),
        ` · ${one.rule}`, one.suppressed && ` · ${one.suppressed}`)));
}
