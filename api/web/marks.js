// Where a review touches its document. In: the text, the Review, its facts. Out: notes by line and marked pieces of lines.

/** The lines of a text, split at \n, \r\n and \r only, with the offset at which each starts. */
export function linesOf(text) {
  const lines = [];
  const breaks = /\r\n|\n|\r/g;
  let start = 0;
  for (let found; (found = breaks.exec(text)); start = breaks.lastIndex) lines.push({ start, text: text.slice(start, found.index) });
  if (start < text.length || !lines.length) lines.push({ start, text: text.slice(start) });
  return lines;
}

/** Notes of a review by line number: `{kind, index}` where kind is grade or finding. */
export function notesOfReview(review) {
  const notes = new Map();
  review.grades.forEach((grade, index) => {
    for (const line of new Set(grade.evidence.map((one) => one.lines[0]))) add(notes, line, { kind: "grade", index });
  });
  review.findings.forEach((one, index) => add(notes, one.lines[0], { kind: "finding", index }));
  return notes;
}

/** The same of what was read out of the document: kind is estimate or diagram. */
export function notesOfFacts(facts) {
  const notes = new Map();
  facts.estimates.forEach((one, index) => add(notes, one.lines[0], { kind: "estimate", index }));
  facts.architecture.forEach((one, index) => { if (one.spofs.length) add(notes, one.lines[0], { kind: "diagram", index }); });
  return notes;
}

function add(notes, line, note) {
  notes.set(line, [...(notes.get(line) ?? []), note]);
}

/**
 * The marked pieces of each line: a Map from line number to sorted, disjoint `[from, to, owner]`, where owner is the line
 * whose notes the piece belongs to. A quote that is not found as it stands marks its lines whole.
 */
export function piecesByLine(text, lines, grades) {
  const spans = [];
  for (const grade of grades) for (const one of grade.evidence) {
    const span = spanOf(text, lines, one);
    if (span) spans.push([...span, one.lines[0]]);
  }
  spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const pieces = new Map();
  let reached = 0;
  for (const [from, to, owner] of spans) {
    if (to > reached) cut(pieces, lines, Math.max(from, reached), to, owner);
    reached = Math.max(reached, to);
  }
  return pieces;
}

function spanOf(text, lines, { lines: [first, last], quote }) {
  if (first < 1 || first > lines.length) return null;
  const end = last < lines.length ? lines[last].start : text.length;
  const from = lines[first - 1].start;
  const at = text.indexOf(quote, from);
  return at >= 0 && at < end ? [at, at + quote.length] : [from, end];
}

/** Cuts one span at the ends of lines. */
function cut(pieces, lines, from, to, owner) {
  for (let index = lineAt(lines, from); index < lines.length && lines[index].start < to; index += 1) {
    const { start, text } = lines[index];
    const piece = [Math.max(0, from - start), Math.min(text.length, to - start), owner];
    if (piece[0] >= piece[1]) continue;
    if (!pieces.has(index + 1)) pieces.set(index + 1, []);
    pieces.get(index + 1).push(piece);
  }
}

/** The index of the line that an offset stands on. */
function lineAt(lines, offset) {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lines[middle].start <= offset) low = middle; else high = middle - 1;
  }
  return low;
}
