// Elements from plain data. Text only ever becomes text nodes and attributes: nothing is parsed as HTML.

const SVG = "http://www.w3.org/2000/svg";

/** The element with this id. */
export const $ = (id) => document.getElementById(id);

/** An element: `h("p", {class: "dim", hidden: true}, "text", child)`. Children that are null or false are left out. */
export function h(tag, props, ...children) {
  return filled(document.createElement(tag), props, children);
}

/** An SVG element. */
export function svg(tag, props, ...children) {
  return filled(document.createElementNS(SVG, tag), props, children);
}

function filled(element, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Replaces everything inside `element`. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
}

let lastSaid = 0;
let waiting = 0;

/** Tells screen readers, politely. Updates that come in quick succession are thinned out: the last one is told. */
export function say(text, { gapMs = 0 } = {}) {
  clearTimeout(waiting);
  const wait = Math.max(0, lastSaid + gapMs - Date.now());
  waiting = setTimeout(() => {
    lastSaid = Date.now();
    $("live").textContent = text;
  }, wait);
}

/** How to scroll: without motion for those who asked for none. */
export const motion = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

/** Scrolls to an element, and moves the focus there if `focus`. */
export function reveal(element, { focus = false, block = "center" } = {}) {
  element.scrollIntoView({ behavior: motion(), block, inline: "nearest" });
  if (focus) element.focus({ preventScroll: true });
}

/** Asks before something that cannot be undone; resolves to true or false. */
export function confirmed(title, text, yes) {
  const dialog = $("confirm-dialog");
  $("confirm-title").textContent = title;
  $("confirm-text").textContent = text;
  $("confirm-yes").textContent = yes;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
