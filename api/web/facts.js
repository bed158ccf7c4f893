// What was read out of the document: the sums, re-done, and the diagrams with their single points of failure.

import { post } from "./api.js";
import { h } from "./dom.js";
import { amount, atLines, counted } from "./words.js";

const VERDICTS = new Map([["right", "right"], ["wrong", "wrong"], ["unchecked", "not checked"]]);

/** The facts of a text as the review read it. Converted text (from .docx, .pdf, HTML) is sent as plain text. */
export async function factsOf({ text, name }, rubric, signal) {
  const plain = /\.(md|markdown|txt)$/i.test(name) || !/\.(docx|pdf|html?)$/i.test(name);
  const { body } = await post("v1/facts", { text, name: plain ? name : `${name}.txt`, rubric }, {}, signal);
  return body;
}

/** The table of sums; null where the document states none. */
export function sums(facts) {
  if (!facts.estimates.length) return null;
  const wrong = facts.estimates.filter((one) => one.verdict === "wrong").length;
  return h("section", { "aria-labelledby": "sums-title" },
    h("h2", { id: "sums-title" }, "Sums, re-done"),
    h("p", { class: "dim" }, `${counted(facts.estimates.length, "sum", "sums")}, ${wrong ? `${wrong} wrong` : "none wrong"}.`),
    h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Table of sums" }, h("table", { class: "sums" },
      h("thead", null, h("tr", null, ["Where", "Verdict", "Stated", "Re-computed", "From"].map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", null, facts.estimates.map(sum)))));
}

function sum(one, index) {
  return h("tr", { id: `estimate-${index}`, tabindex: "-1" },
    h("td", { class: "figure" }, place(one.lines)),
    h("td", null, h("span", { class: "level", "data-tone": one.verdict }, VERDICTS.get(one.verdict) ?? one.verdict)),
    h("td", { class: "figure", title: one.text }, amount(one.stated)),
    h("td", { class: "figure" }, one.expected ? amount(one.expected) : "–"),
    h("td", null, one.operation || "–", one.inputs.length > 0 && h("small", null, " (", inputs(one.inputs), ")")));
}

function inputs(all) {
  return all.map((one, index) => [index > 0 && "; ", `${amount(one)}, `, place(one.lines)]).flat();
}

function place([first, last]) {
  return h("button", { type: "button", class: "link", "data-first": first, "data-last": last }, atLines([first, last]));
}

/** The diagrams that were read; null where there are none. */
export function diagrams(facts) {
  if (!facts.architecture.length) return null;
  return h("section", { "aria-labelledby": "diagrams-title" },
    h("h2", { id: "diagrams-title" }, "Diagrams"),
    facts.architecture.map((one, index) => h("article", { class: "diagram", id: `diagram-${index}`, tabindex: "-1" },
      h("h3", null, `${counted(one.nodes.length, "part", "parts")}, ${counted(one.edges.length, "connection", "connections")} `, place(one.lines)),
      one.spofs.length
        ? h("p", null, "Single points of failure: ", h("span", { class: "pills" }, one.spofs.map((label) => h("span", { class: "pill" }, label))))
        : h("p", { class: "dim" }, "No part that everything depends on alone."),
      h("details", null,
        h("summary", null, "Connections as read"),
        h("ul", { class: "edges" }, one.edges.map(([from, to]) => h("li", null, `${from} → ${to}`)))))));
}

/** What stands in the document and was not read. */
export function unread(facts) {
  if (!facts.unread.length) return null;
  return h("section", { "aria-labelledby": "unread-title" },
    h("h2", { id: "unread-title" }, "Not read"),
    h("ul", null, facts.unread.map((one) => h("li", null, place(one.lines), `: ${one.why}`))));
}
