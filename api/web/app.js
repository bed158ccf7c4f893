// The page: which view the address shows, and what the views hand to each other.

import { Away, Problem } from "./api.js";
import { showCompare } from "./compare.js";
import { $ } from "./dom.js";
import { showPast } from "./past.js";
import { showReview } from "./review.js";
import { loadChoices, setUpForm, shown, startFrom } from "./submit.js";

let shownView = new AbortController();
let remarks = [];
const rubricOfReview = new Map(); // of the reviews submitted here, to show the criteria that are still to come

const hand = {
  go(hash, told = []) {
    remarks = told;
    if (location.hash === hash) route(); else location.hash = hash;
  },
  startFrom(sheet, review) {
    const converted = /\.(docx|pdf|html?)$/i.test(sheet.name);
    startFrom({
      text: sheet.text,
      name: converted ? `${sheet.name}.txt` : sheet.name,
      rubric: review.rubric.id,
      profile: review.profile,
      kind: review.document.kind_guessed ? "" : review.document.kind,
    }).catch(shown);
    hand.go("#/");
  },
};

const VIEWS = [
  [/^#\/reviews\/([^/]+)$/, "review", "past", (signal, id) => showReview(id, signal, hand, rubricOfReview.get(id))],
  [/^#\/compare\/([^/]+)\/([^/]+)$/, "compare", "past", (signal, earlier, later) => showCompare(earlier, later, signal)],
  [/^#\/reviews$/, "past", "past", (signal) => showPast(signal, remarks.splice(0))],
  [/^/, "new", "new", () => showNew()],
];

async function route() {
  shownView.abort();
  shownView = new AbortController();
  document.title = "Design Reviewer";
  for (const [pattern, view, page, start] of VIEWS) {
    const found = pattern.exec(location.hash);
    if (!found) continue;
    for (const one of document.querySelectorAll(".view")) one.hidden = one.id !== `view-${view}`;
    for (const one of document.querySelectorAll("[data-page]")) {
      if (one.dataset.page === page) one.setAttribute("aria-current", "page"); else one.removeAttribute("aria-current");
    }
    scrollTo(0, 0);
    await start(shownView.signal, ...found.slice(1).map(decodeURIComponent));
    return;
  }
}

async function showNew() {
  try {
    await loadChoices();
  } catch (error) {
    if (!(error instanceof Problem || error instanceof Away)) throw error;
    shown(error);
  }
}

setUpForm((id, rubric) => {
  rubricOfReview.set(id, rubric);
  hand.go(`#/reviews/${encodeURIComponent(id)}`);
});
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // The address names the view; jumping must not change it.
  $("main").focus();
});
addEventListener("hashchange", route);
route();
