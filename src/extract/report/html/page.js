"use strict";

// Views: the part of the page that the address names is shown, the others are hidden.

const views = Array.from(document.querySelectorAll("main > section"));
const started = new Set();

function route() {
  const target = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  const view = target?.closest("main > section") ?? views[0];
  for (const other of views) other.hidden = other !== view;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.hash === `#${view.id}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (!started.has(view)) start(view);
  if (target && target !== view) reveal(target, view);
  else scrollTo(0, 0);
}

function reveal(target, view) {
  const item = target.closest("[data-item]");
  if (item?.hidden) {
    view.querySelector("form.filter").reset();
    view.dispatchEvent(new Event("filter"));
  }
  target.scrollIntoView({ block: target.matches("mark") ? "center" : "start" });
  target.focus({ preventScroll: true });
}

function start(view) {
  started.add(view);
  const form = view.querySelector("form.filter");
  if (form) makeList(view, form);
  for (const text of view.querySelectorAll(".text")) {
    const first = text.querySelector("mark[data-n]");
    if (first) first.tabIndex = 0;
  }
}

// Lists: what a form filters, and the headings of its table sort; at most `limit` of it is shown, `MORE` times as many
// at each press of a button.

const MORE = 5;

function makeList(view, form) {
  const nodes = Array.from(view.querySelectorAll("[data-item]"));
  let items = nodes.map(node => ({ node, text: null }));
  const groups = Array.from(view.querySelectorAll("[data-group]"));
  const selects = Array.from(form.querySelectorAll("select"));
  const more = view.querySelector(".more button");
  let limit = Number(form.dataset.limit) || Infinity;

  function fits(item, words) {
    const has = ({ name, value }) => !value || item.node.dataset[name].split(" ").includes(value);
    if (!selects.every(has)) return false;
    if (!words.length) return true;
    item.text ??= item.node.textContent.toLowerCase();
    return words.every(word => item.text.includes(word));
  }

  function filter() {
    const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const item of items) {
      const fit = fits(item, words);
      found += fit;
      item.node.hidden = !fit || found > limit;
    }
    for (const group of groups) group.hidden = !group.querySelector("[data-item]:not([hidden])");
    form.querySelector(".shown").textContent = `${found.toLocaleString("en")} of ${items.length.toLocaleString("en")}`;
    if (more) more.hidden = found <= limit;
  }

  function sort(header) {
    const down = header.getAttribute("aria-sort") === "ascending";
    for (const other of header.parentNode.cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    const { compare } = new Intl.Collator("en", { numeric: true });
    const keyed = items.map(item => ({ item, key: item.node.cells[header.cellIndex].textContent.trim() }));
    items = keyed.sort((a, b) => compare(a.key, b.key) * (down ? -1 : 1)).map(({ item }) => item);
    const table = header.closest("table"), body = table.tBodies[0];
    body.remove(); // so that its rows move without being laid out on the way
    body.append(...items.map(({ node }) => node));
    filter();
    table.append(body);
  }

  function pick(button) {
    form.reset();
    for (const select of selects) select.value = button.dataset[select.name];
    filter();
    const heading = view.querySelector("#in-context");
    heading.scrollIntoView();
    heading.focus({ preventScroll: true });
  }

  form.addEventListener("input", filter);
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("reset", () => { limit = Infinity; });
  view.addEventListener("filter", filter);
  for (const header of view.querySelectorAll("th:has(button)")) header.addEventListener("click", () => sort(header));
  for (const button of view.querySelectorAll(".pick")) button.addEventListener("click", () => pick(button));
  more?.addEventListener("click", () => { limit *= MORE; filter(); });
  for (const box of form.querySelectorAll(".layers input")) {
    box.addEventListener("input", () => view.classList.toggle(`no-${box.value}`, !box.checked));
    if (!box.checked) view.classList.add(`no-${box.value}`);
  }
  filter();
}

// Tips: what made a highlight and those around it, by pointer, touch or keyboard.

const tip = document.getElementById("tip");
let shownAt = null, hiding = 0;

function isOff(mark) {
  return mark.closest("main > section").classList.contains(`no-${mark.classList[0]}`);
}

function layersAt(mark) {
  const layers = [];
  for (let at = mark; at; at = at.parentElement.closest("mark[data-n]")) if (!isOff(at)) layers.push(at);
  return layers;
}

function piecesOf(mark) {
  return Array.from(mark.closest(".text").querySelectorAll(`mark[data-n="${mark.dataset.n}"]`));
}

function showTip(mark) {
  hideTip();
  const layers = layersAt(mark);
  if (!layers.length) return;
  for (const layer of layers) tip.append(describe(piecesOf(layer)[0].getAttribute("aria-description")));
  for (const piece of piecesOf(layers[0])) piece.classList.add("on");
  tip.hidden = false;
  const box = layers[0].getClientRects()[0], width = document.documentElement.clientWidth;
  const below = box.bottom + tip.offsetHeight + 8 < innerHeight || box.top < tip.offsetHeight + 8;
  tip.style.left = `${Math.max(8, Math.min(box.left, width - tip.offsetWidth - 8)) + scrollX}px`;
  tip.style.top = `${(below ? box.bottom + 6 : box.top - tip.offsetHeight - 6) + scrollY}px`;
  shownAt = mark;
}

function describe(description) {
  const [heading, ...facts] = description.split("\n");
  const part = document.createElement("dl");
  const title = part.appendChild(document.createElement("dt"));
  title.className = "what";
  title.textContent = heading;
  for (const fact of facts) {
    const colon = fact.indexOf(": ");
    part.appendChild(document.createElement("dt")).textContent = fact.slice(0, colon);
    part.appendChild(document.createElement("dd")).textContent = fact.slice(colon + 2);
  }
  return part;
}

function hideTip() {
  clearTimeout(hiding);
  tip.hidden = true;
  tip.replaceChildren();
  for (const piece of document.querySelectorAll("mark.on")) piece.classList.remove("on");
  shownAt = null;
}

function markOf(event) {
  return event.target.closest?.(".text mark[data-n]");
}

function step(event) {
  const mark = markOf(event), by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (event.key === "Escape") hideTip();
  if (!mark || !by) return;
  const marks = Array.from(mark.closest(".text").querySelectorAll("mark[tabindex]")).filter(other => !isOff(other));
  const next = marks[marks.indexOf(mark) + by];
  if (!next) return;
  event.preventDefault();
  mark.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

function hideSoon() {
  clearTimeout(hiding);
  hiding = setTimeout(() => { if (!tip.matches(":hover")) hideTip(); }, 250);
}

document.addEventListener("pointerover", event => {
  const mark = markOf(event);
  if (mark && mark !== shownAt) showTip(mark);
  else if (mark || tip.contains(event.target)) clearTimeout(hiding);
  else if (shownAt && shownAt !== document.activeElement) hideSoon();
});
for (const kind of ["focusin", "click"]) {
  document.addEventListener(kind, event => {
    const mark = markOf(event);
    if (mark) showTip(mark);
    else if (!tip.contains(event.target)) hideTip();
  });
}
document.addEventListener("keydown", step);
addEventListener("hashchange", route);
route();
document.documentElement.dataset.ready = "";
