// The document as it was read, with line numbers, marked evidence and notes. Rendered once; one listener for all.

import { fill, h, motion, reveal } from "./dom.js";
import { linesOf, notesOfFacts, notesOfReview, piecesByLine } from "./marks.js";
import { amount, counted, outcome, tone } from "./words.js";

/**
 * The document pane. `show({kind, index})` is called when a reader asks for what a mark stands for. Answers
 * `{element, light(lines, focus), annotate(facts)}`: `light` scrolls to a range of lines and keeps it lit, `annotate` adds
 * the notes on sums and diagrams, which may come later.
 */
export function paper(text, review, show) {
  const lines = linesOf(text);
  const pieces = piecesByLine(text, lines, review.grades);
  const notes = notesOfReview(review);
  const drawn = (number) => row(number, lines[number - 1].text, notes.get(number), pieces.get(number));
  const rows = lines.map((line, index) => drawn(index + 1));
  const element = h("div", { class: "paper", tabindex: "0", role: "group", "aria-label": "Document with marks" }, rows);
  let known = null;
  element.addEventListener("click", ({ target }) => {
    const number = Number(target.closest("[data-notes]")?.dataset.notes);
    if (number) toggle(rows[number - 1], number, notes.get(number), review, known, show);
    const note = target.closest("[data-kind]");
    if (note) show({ kind: note.dataset.kind, index: Number(note.dataset.index) });
  });
  const annotate = (facts) => {
    known = facts;
    for (const [number, more] of notesOfFacts(facts)) {
      if (number > rows.length) continue;
      notes.set(number, [...(notes.get(number) ?? []), ...more]);
      const renewed = drawn(number);
      renewed.classList.toggle("lit", rows[number - 1].classList.contains("lit"));
      rows[number - 1].replaceWith(renewed);
      rows[number - 1] = renewed;
    }
  };
  return { element, light: (range, focus) => light(element, rows, range, focus), annotate };
}

function row(number, text, notes, pieces) {
  const label = notes && `Line ${number}: ${counted(notes.length, "note", "notes")}`;
  return h("div", { class: `row${notes?.some((one) => one.kind === "finding") ? " flagged" : ""}` },
    h("span", { class: "number", "aria-hidden": "true" }, String(number)),
    h("span", { class: "words" }, pieces ? marked(text, pieces, notes && number) : text || "\u00a0"),
    notes && h("button", { type: "button", class: "notes", "data-notes": number, "aria-label": label, "aria-expanded": "false" }, String(notes.length)));
}

/** Marked pieces lead to the notes of their own line, or else to those of the line on which the quote begins. */
function marked(text, pieces, own) {
  const parts = [];
  let reached = 0;
  for (const [from, to, owner] of pieces) {
    if (from > reached) parts.push(text.slice(reached, from));
    parts.push(h("mark", { "data-notes": own ?? owner }, text.slice(from, to)));
    reached = to;
  }
  return [...parts, text.slice(reached)];
}

/** One note is shown at once; several are listed under the line, to choose from. */
function toggle(line, number, notes, review, facts, show) {
  if (!notes) return;
  const button = line.querySelector("button.notes");
  const shown = line.querySelector(".note-list");
  if (notes.length === 1) { show(notes[0]); return; }
  button.setAttribute("aria-expanded", String(!shown));
  if (shown) { shown.remove(); return; }
  const list = h("ul", { class: "note-list", "aria-label": `Notes on line ${number}` });
  fill(list, notes.map((note) => h("li", null, noteButton(note, review, facts))));
  line.append(list);
  reveal(list, { block: "nearest" });
}

function noteButton({ kind, index }, review, facts) {
  const [word, toned, text] = {
    grade: () => { const one = review.grades[index]; return [outcome(one), tone(one), one.title]; },
    finding: () => { const one = review.findings[index]; return [one.severity, one.severity, one.message]; },
    estimate: () => { const one = facts.estimates[index]; return [`sum ${one.verdict}`, one.verdict, amount(one.stated)]; },
    diagram: () => ["diagram", "aside", `single points of failure: ${facts.architecture[index].spofs.join(", ")}`],
  }[kind]();
  return h("button", { type: "button", "data-kind": kind, "data-index": index },
    h("span", { class: "level", "data-tone": toned }, word), " ", text);
}

function light(element, rows, [first, last], focus) {
  for (const one of element.querySelectorAll(".row.lit")) one.classList.remove("lit");
  const chosen = rows.slice(first - 1, last);
  for (const one of chosen) one.classList.add("lit");
  if (!chosen.length) return;
  // Beside the criteria the pane scrolls by itself; below them, on a narrow screen, the page only moves when asked to.
  if (element.scrollHeight > element.clientHeight + 1) {
    const offset = chosen[0].getBoundingClientRect().top - element.getBoundingClientRect().top;
    element.scrollTo({ top: element.scrollTop + offset - element.clientHeight / 3, behavior: motion() });
    if (focus) reveal(element, { block: "nearest" });
  } else if (focus) {
    reveal(chosen[0]);
  }
  if (focus) (chosen[0].querySelector("button.notes") ?? element).focus({ preventScroll: true });
}
