// How figures, lines, levels and reasons are put into words. Everything here is text in, text out.

const TONES = new Map([["met", "full"], ["partial", "half"], ["missing", "none"]]);
const WHY = new Map([
  ["llm_error", "the call of the model failed"],
  ["reply", "the model's reply could not be used"],
  ["budget", "money or time ran out"],
  ["unsupported", "no quote in the text supports the grade"],
  ["language", "the rules do not read this language"],
  ["plugin", "a plug-in failed"],
]);
const DECIDED = new Map([["rules", "rules"], ["llm", "a model"], ["both", "rules and a model"]]);
const KINDS = new Map([["answer", "an answer"], ["design_doc", "a design document"]]);
const STATUS = new Map([["not_applicable", "not applicable"], ["not_assessed", "not assessed"]]);

export const points = (score) => (score === null || score === undefined ? "–" : score.toFixed(1));
export const percent = (share) => `${Math.round(share * 100)} %`;
export const signed = (value) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(1)}`;
export const atLines = ([first, last]) => (first === last ? `line ${first}` : `lines ${first}–${last}`);
export const counted = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
export const whyNot = (why) => WHY.get(why) ?? why ?? "";
export const decidedBy = (who) => DECIDED.get(who) ?? "";
export const kindWords = (kind) => KINDS.get(kind) ?? kind;

/** Text as a sentence: a capital first, a full stop last. */
export function sentence(text) {
  if (!text) return "";
  return `${text[0].toUpperCase()}${text.slice(1)}${/[.!?…]$/.test(text) ? "" : "."}`;
}

/** The word for a criterion's outcome: its level, or why it has none. */
export const outcome = (grade) => (grade.status === "graded" ? grade.level : STATUS.get(grade.status) ?? grade.status);

/** How much of a criterion is reached: full, half, none, aside (not applicable) or open (not assessed). */
export function tone(grade) {
  if (grade.status === "not_applicable") return "aside";
  if (grade.status !== "graded") return "open";
  return TONES.get(grade.level) ?? (grade.gain > 0 ? (grade.evidence.length ? "half" : "none") : "full");
}

/** Where a score stands: full from 75, half from 50, none below, open where there is none. */
export function scoreTone(score) {
  if (score === null || score === undefined) return "open";
  return score >= 75 ? "full" : score >= 50 ? "half" : "none";
}

export function headline(review) {
  if (review.score === null) return "Not graded: nothing could be assessed";
  return `${points(review.score)} of 100${review.band ? `, ${review.band}` : ""}`;
}

export function doubt(review) {
  if (review.coverage >= 1) return "";
  const [low, high] = review.bounds.map(points);
  return `${percent(review.coverage)} of the weight could be assessed; the score lies between ${low} and ${high}.`;
}

export function circumstances(review) {
  const kind = `read as ${kindWords(review.document.kind)}${review.document.kind_guessed ? " (guessed)" : ""}`;
  const supports = review.band === null ? [] : [review.supports ? `supports ${review.supports}` : "supports no profile yet"];
  return [kind, `profile ${review.profile}`, ...supports].join(" · ");
}

/** A date and time as the reader's own place writes it; the text itself where it is no date. */
export function when(iso) {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return String(iso ?? "");
  return date.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

export function size(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** An amount with its unit, at most six figures. */
export function amount({ value, unit }) {
  const text = Math.abs(value) >= 1e15 || (value !== 0 && Math.abs(value) < 1e-4)
    ? value.toExponential(3)
    : value.toLocaleString("en", { maximumSignificantDigits: 6 });
  return `${text} ${unit}`.trim();
}
