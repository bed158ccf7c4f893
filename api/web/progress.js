// A review while it runs: the phases with one cell per criterion, which fill as the grades arrive.

import { h, say } from "./dom.js";
import { counted, outcome, tone } from "./words.js";

const SAY_EVERY_MS = 5000;

/** The board. Answers `{element, lay(rubric), grade(item), finding()}`; grades may come before the rubric is known. */
export function board() {
  const cells = new Map();
  const phases = new Map();
  const grades = new Map();
  let findings = 0;
  let known = false; // whether the cells are all there will be
  const count = h("p", { class: "dim" }, "Waiting for the first grade…");
  const bar = h("progress", { "aria-label": "Criteria graded", max: 1 });
  const list = h("ul", { class: "map", role: "list" });

  const lane = (id, title) => {
    if (!phases.has(id)) {
      const strip = h("span", { class: "cells", "aria-hidden": "true" });
      const tally = h("span", { class: "tally" });
      const line = h("li", null, h("span", { class: "map-title" }, title || id), strip, tally);
      phases.set(id, { line, strip, tally, done: 0, all: 0 });
      list.append(line);
    }
    return phases.get(id);
  };
  const cell = (id, phase, title) => {
    if (!cells.has(id)) {
      const place = lane(phase);
      cells.set(id, h("span", { class: "cell", "data-tone": "waiting", title }));
      place.strip.append(cells.get(id));
      place.all += 1;
    }
    return cells.get(id);
  };
  const tell = () => {
    const all = known ? ` of ${cells.size}` : "";
    const text = `${grades.size}${all} criteria graded${findings ? `, ${counted(findings, "finding", "findings")}` : ""}`;
    count.textContent = text;
    if (known) {
      bar.max = cells.size || 1;
      bar.value = grades.size;
    }
    say(text, { gapMs: SAY_EVERY_MS });
  };
  return {
    element: h("div", { class: "board" }, count, bar, list),
    lay({ phases: all, criteria }) {
      known = true;
      // Appending again puts what came early into the rubric's order.
      for (const one of all) {
        const { line } = lane(one.id, one.title);
        line.querySelector(".map-title").textContent = one.title || one.id;
        list.append(line);
      }
      for (const one of criteria) lane(one.phase).strip.append(cell(one.id, one.phase, one.title));
      for (const one of phases.values()) one.tally.textContent = `${one.done}/${one.all}`;
    },
    grade(item) {
      const place = cell(item.criterion, item.phase, item.title);
      place.dataset.tone = tone(item);
      place.title = `${item.title}: ${outcome(item)}`;
      const phase = lane(item.phase);
      if (!grades.has(item.criterion)) phase.done += 1;
      phase.tally.textContent = `${phase.done}/${phase.all}`;
      grades.set(item.criterion, item);
      tell();
    },
    finding() { findings += 1; tell(); },
  };
}
