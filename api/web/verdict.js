// The verdict: the dial with the score and its bounds, the band, what lifts the score most, the phases.

import { h, svg } from "./dom.js";
import { circumstances, counted, doubt, headline, outcome, percent, points, scoreTone, signed, tone } from "./words.js";

const STEPS_SHOWN = 3;
const SWEEP = 270; // degrees that the dial spans

/** Everything above the criteria. `data-go` on links and buttons names the criterion or phase they lead to. */
export function verdict(review) {
  return h("section", { class: "verdict", "aria-labelledby": "verdict-title" },
    dial(review),
    h("div", { class: "verdict-words" },
      h("h2", { id: "verdict-title", tabindex: "-1" }, review.band || (review.score === null ? "Not graded" : "No band")),
      h("p", { class: "figures" }, figures(review)),
      review.corrected && h("p", { class: "doubt" }, corrected(review)),
      doubt(review) && h("p", { class: "doubt" }, doubt(review)),
      h("p", { class: "dim" }, circumstances(review)),
      h("p", { class: "tallies" }, tallies(review)),
      review.notes.map((note) => h("p", { class: "note" }, note)),
      review.usage.calls > 0 && h("p", { class: "note" }, usage(review.usage))));
}

function figures(review) {
  if (review.score === null) return headline(review);
  return `${points(review.score)} of 100, ${percent(review.coverage)} of the weight assessed`;
}

/** What people decided on this document, as one sentence with its score. */
function corrected({ corrected: sums, overrides }) {
  return `With ${counted(overrides.length, "correction", "corrections")} by a person: ${points(sums.score)} of 100${sums.band ? `, ${sums.band}` : ""}.`;
}

const ORDER = ["full", "half", "none", "aside", "open"];

function tallies(review) {
  const counts = new Map();
  for (const grade of review.grades) {
    const key = `${tone(grade)} ${outcome(grade)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const place = ([key]) => ORDER.indexOf(key.split(" ")[0]);
  return [...counts].sort((a, b) => place(a) - place(b)).map(([key, n]) => {
    const [toned, ...word] = key.split(" ");
    return h("span", { class: "level", "data-tone": toned }, `${n} ${word.join(" ")}`);
  });
}

function usage({ calls, input_tokens, output_tokens, cost_usd, replies_reused }) {
  const cost = cost_usd === null ? "" : `, ${cost_usd.toFixed(4)} USD`;
  return `${counted(calls, "call", "calls")} (${replies_reused} reused), `
    + `${input_tokens.toLocaleString("en")} tokens in, ${output_tokens.toLocaleString("en")} out${cost}.`;
}

function dial(review) {
  const [low, high] = review.bounds;
  const label = review.score === null
    ? "No score"
    : `Score ${points(review.score)} of 100, between ${points(low)} and ${points(high)}`;
  const open = review.coverage < 1;
  return h("div", { class: "dial", role: "img", "aria-label": label },
    svg("svg", { viewBox: "0 0 200 180", "aria-hidden": "true", "data-tone": scoreTone(review.score) },
      svg("path", { class: "dial-track", d: arc(0, 100, 84) }),
      open && high > low && svg("path", { class: "dial-bounds", d: arc(low, high, 96) }),
      review.score > 0 && svg("path", { class: "dial-score", d: arc(0, review.score, 84) }),
      svg("text", { class: "dial-number", x: 100, y: 112, "text-anchor": "middle" }, points(review.score)),
      svg("text", { class: "dial-of", x: 100, y: 136, "text-anchor": "middle" }, "of 100"),
      open && svg("text", { class: "dial-of", x: 100, y: 170, "text-anchor": "middle" }, `${points(low)} – ${points(high)}`)));
}

/** The path of an arc between two scores; the dial opens at the bottom. */
function arc(from, to, radius) {
  const at = (score) => {
    const angle = ((score / 100) * SWEEP - 225) * (Math.PI / 180);
    return `${(100 + radius * Math.cos(angle)).toFixed(2)} ${(102 + radius * Math.sin(angle)).toFixed(2)}`;
  };
  const wide = ((to - from) / 100) * SWEEP > 180 ? 1 : 0;
  return `M ${at(from)} A ${radius} ${radius} 0 ${wide} 1 ${at(to)}`;
}

export function lift(review) {
  if (!review.lift.length) return null;
  const [shown, more] = [review.lift.slice(0, STEPS_SHOWN), review.lift.slice(STEPS_SHOWN)];
  return h("section", { class: "lift", "aria-labelledby": "lift-title" },
    h("h2", { id: "lift-title" }, "What lifts the score most"),
    h("ol", { class: "steps" }, shown.map(step)),
    more.length > 0 && h("details", null,
      h("summary", null, `${counted(more.length, "more step", "more steps")}`),
      h("ol", { class: "steps", start: STEPS_SHOWN + 1 }, more.map(step))));
}

function step({ criterion, title, gain, next_level, step: text }) {
  return h("li", null,
    h("span", { class: "gain" }, signed(gain)),
    h("div", null,
      h("p", { class: "step-title" }, h("button", { type: "button", class: "link", "data-go": criterion }, title || criterion),
        h("span", { class: "dim" }, ` to ${next_level}`)),
      h("p", null, text)));
}

/** The phases with their scores; the cells are a picture of the list below them. */
export function phases(review) {
  const grades = Map.groupBy ? Map.groupBy(review.grades, (one) => one.phase) : grouped(review.grades);
  return h("section", { "aria-labelledby": "phases-title" },
    h("h2", { id: "phases-title" }, "Phases"),
    h("ul", { class: "map", role: "list" }, review.phases.map((phase) => lane(phase, grades.get(phase.id) ?? []))),
    legend());
}

function grouped(grades) {
  const found = new Map();
  for (const grade of grades) found.set(grade.phase, [...(found.get(grade.phase) ?? []), grade]);
  return found;
}

function lane(phase, grades) {
  const track = svg("svg", { class: "track", viewBox: "0 0 100 6", preserveAspectRatio: "none", "aria-hidden": "true", "data-tone": scoreTone(phase.score) },
    svg("rect", { class: "track-all", width: 100, height: 6 }),
    svg("rect", { class: "track-score", width: phase.score ?? 0, height: 6 }));
  return h("li", null,
    h("span", { class: "map-title" }, h("button", { type: "button", class: "link", "data-phase": phase.id }, phase.title)),
    h("span", { class: "cells", "aria-hidden": "true" }, grades.map((one) =>
      h("span", { class: "cell", "data-tone": tone(one), "data-go": one.criterion, title: `${one.title}: ${outcome(one)}` }))),
    h("span", { class: "map-score" }, h("b", null, points(phase.score)), track, h("small", null, pacing(phase))));
}

function pacing({ word_share, minutes, coverage }) {
  return [
    word_share !== null && `${percent(word_share)} of the words`,
    minutes && `${minutes} min`,
    coverage > 0 && coverage < 1 && `${percent(coverage)} assessed`,
  ].filter(Boolean).join(", ");
}

function legend() {
  const entries = [["full", "met"], ["half", "partial"], ["none", "missing"], ["aside", "not applicable"], ["open", "not assessed"]];
  return h("p", { class: "legend", "aria-hidden": "true" },
    entries.map(([toned, word]) => h("span", null, h("span", { class: "cell", "data-tone": toned }), ` ${word}`)));
}
