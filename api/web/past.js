// Past reviews: a list with filters, page by page, and two of them to compare.

import { Away, json, Problem } from "./api.js";
import { $, fill, h, say } from "./dom.js";
import { loadChoices, problemText } from "./submit.js";
import { counted, points, scoreTone, when } from "./words.js";

const PAGE = 25;
const STATUSES = [["", "Any state"], ["done", "Done"], ["running", "Running"], ["queued", "Queued"], ["failed", "Failed"], ["cancelled", "Cancelled"]];

/** Shows the list until `signal` ends it; `remarks` are sentences to tell first, such as what a deletion left. */
export async function showPast(signal, remarks) {
  const body = h("tbody", null);
  const more = h("button", { type: "button", class: "quiet", hidden: true }, "Show more");
  const compare = h("button", { type: "button", class: "quiet", disabled: true }, "Compare two drafts");
  const filters = filterForm();
  const state = h("div", { class: "state" });
  const table = h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Past reviews", hidden: true }, h("table", { class: "past" },
    h("thead", null, h("tr", null,
      h("th", { scope: "col" }, h("span", { class: "unseen" }, "Choose to compare")),
      ["Document", "Score", "Band", "Findings", "When"].map((head) => h("th", { scope: "col" }, head)))), body));
  fill($("view-past"), h("h1", { id: "past-title", tabindex: "-1" }, "Past reviews"),
    (remarks ?? []).map((text) => h("p", { class: "notice" }, text)),
    filters, state, table, h("p", { class: "actions" }, more, " ", compare));
  $("past-title").focus();

  let cursor = null;
  let latest = 0;
  const load = async (fresh) => {
    const number = ++latest; // an answer that a later question has overtaken is not shown
    try {
      await loadChoices();
      fillRubrics(filters.elements.rubric);
      const page = await json(`v1/reviews?${query(filters, fresh ? null : cursor)}`, { signal });
      if (number !== latest) return;
      if (fresh) fill(body);
      body.append(...page.items.map(row));
      cursor = page.next_cursor;
      more.hidden = !cursor;
      table.hidden = !body.children.length;
      fill(state, body.children.length ? [] : empty(filters));
      say(`${counted(body.children.length, "review", "reviews")}${cursor ? " so far" : ""}.`, { gapMs: 1000 });
    } catch (error) {
      if (signal.aborted || number !== latest) return;
      if (!(error instanceof Problem || error instanceof Away)) throw error;
      const retry = h("button", { type: "button", class: "primary" }, "Try again");
      retry.addEventListener("click", () => load(fresh));
      fill(state, h("div", { class: "problem", role: "alert" }, problemText(error)), h("p", { class: "actions" }, retry));
    }
  };
  filters.addEventListener("submit", (event) => { event.preventDefault(); load(true); });
  filters.addEventListener("change", () => load(true));
  more.addEventListener("click", () => load(false));
  body.addEventListener("change", () => { compare.disabled = chosen(body).length !== 2; });
  compare.addEventListener("click", () => {
    const [newer, older] = chosen(body);
    location.hash = `#/compare/${older}/${newer}`;
  });
  await load(true);
}

const chosen = (body) => [...body.querySelectorAll("input:checked")].map((one) => encodeURIComponent(one.value));

function filterForm() {
  return h("form", { class: "filters", role: "search" },
    h("p", { class: "field" }, h("label", { for: "filter-name" }, "Name"), h("input", { id: "filter-name", name: "name", type: "search", autocomplete: "off" })),
    h("p", { class: "field" }, h("label", { for: "filter-rubric" }, "Rubric"),
      h("select", { id: "filter-rubric", name: "rubric" }, h("option", { value: "" }, "Any rubric"))),
    h("p", { class: "field" }, h("label", { for: "filter-status" }, "State"),
      h("select", { id: "filter-status", name: "status" }, STATUSES.map(([value, label]) => h("option", { value }, label)))),
    h("p", { class: "field end" }, h("button", { class: "quiet" }, "Filter")));
}

/** Offers the rubrics of the form, once. */
function fillRubrics(select) {
  if (select.options.length > 1) return;
  select.append(...[...$("rubric").options].map((one) => h("option", { value: one.value }, one.textContent)));
}

function query(filters, cursor) {
  const wanted = new URLSearchParams({ limit: String(PAGE) });
  for (const [name, value] of new FormData(filters)) if (value.trim()) wanted.set(name, value.trim());
  if (cursor) wanted.set("cursor", cursor);
  return wanted;
}

function row(one) {
  const link = `#/reviews/${encodeURIComponent(one.id)}`;
  return h("tr", null,
    h("td", null, h("input", { type: "checkbox", value: one.id, "aria-label": `Compare ${one.name}, ${when(one.created_at)}`, disabled: one.status !== "done" })),
    h("th", { scope: "row" }, h("a", { href: link }, one.name || "unnamed"), h("small", null, [one.rubric, one.profile].filter(Boolean).join(" · "))),
    h("td", { class: "figure" }, one.status === "done" ? h("b", { class: "score", "data-tone": scoreTone(one.score) }, points(one.score)) : one.status),
    h("td", null, one.band ?? "–"),
    h("td", { class: "figure" }, one.findings === null ? "–" : String(one.findings)),
    h("td", null, h("time", { datetime: one.created_at }, when(one.created_at))));
}

function empty(filters) {
  const narrowed = [...new FormData(filters).values()].some(Boolean);
  return h("div", { class: "empty" },
    h("p", null, narrowed ? "No review fits these filters." : "There is no review yet."),
    !narrowed && h("p", null, h("a", { href: "#/" }, "Review a first design")));
}
