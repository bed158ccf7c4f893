// A Review in, a file out: the JSON as it is, or Markdown to paste into a pull request.

import { atLines, circumstances, doubt, headline, outcome, percent, points, signed } from "./words.js";

const STEPS_SHOWN = 3;
const QUOTE_CHARS = 120;

/** Hands the reader a file. */
export function save(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const oneLine = (text) => String(text).replace(/\s+/g, " ").trim();

/** Plain text inside Markdown: nothing in it is a mark, a link, a mention or HTML. */
const safe = (text) => oneLine(text).replace(/([\\`*_{}[\]<>#|~!&$^]|:(?=\/\/))/g, "\\$1").replace(/@/g, "@\u200b").replace(/www\./gi, (at) => `${at.slice(0, 3)}\u200b.`);

/** A code span that nothing inside can end. */
function code(text) {
  const line = oneLine(text);
  const cut = line.length > QUOTE_CHARS ? `${line.slice(0, QUOTE_CHARS)}…` : line;
  const fence = "`".repeat(Math.max(0, ...(cut.match(/`+/g) ?? []).map((run) => run.length)) + 1);
  return `${fence} ${cut} ${fence}`;
}

/** The review as GitHub-flavoured Markdown. */
export function asMarkdown(review) {
  return [
    `## ${safe(review.document.name)}: ${safe(headline(review))}`, "",
    ...(doubt(review) ? [`**${doubt(review)}**`, ""] : []),
    safe(circumstances(review)), "",
    ...review.notes.map((note) => `- ${safe(note)}`), "",
    ...steps(review), ...phaseTable(review), ...findingList(review), ...criterionLists(review),
  ].join("\n");
}

function steps({ lift }) {
  if (!lift.length) return [];
  const shown = lift.slice(0, STEPS_SHOWN).map((one, index) =>
    `${index + 1}. **${signed(one.gain)} ${safe(one.title || one.criterion)}**: ${safe(one.step)}`);
  return ["### What lifts the score most", "", ...shown, ""];
}

function phaseTable({ phases }) {
  return ["### Phases", "", "| Phase | Score | Assessed |", "| --- | ---: | ---: |",
    ...phases.map((one) => `| ${safe(one.title)} | ${points(one.score)} | ${percent(one.coverage)} |`), ""];
}

function findingList({ findings }) {
  if (!findings.length) return [];
  return ["### Findings", "", ...findings.map((one) => `- **${one.severity}**, ${atLines(one.lines)}: ${safe(one.message)}`), ""];
}

function criterionLists({ phases, grades }) {
  return phases.flatMap((phase) => [`### ${safe(phase.title)}`, "",
    ...grades.filter((one) => one.phase === phase.id).map(criterionLine), ""]);
}

function criterionLine(grade) {
  const first = grade.evidence[0];
  const quote = first ? ` (${atLines(first.lines)}: ${code(first.quote)})` : "";
  return `- **${safe(outcome(grade))}** ${safe(grade.title)}${quote}`;
}
