// Building elements. Text always enters as text, so nothing a resident or bot writes can become markup.

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export const byId = (id) => document.getElementById(id);

const LINK = /https?:\/\/[^\s<>「」（）、。]+/g;

// A text with its addresses made into links.
export function linked(text) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    parts.push(text.slice(from, match.index));
    parts.push(el("a", { href: match[0], target: "_blank", rel: "noopener noreferrer" }, match[0]));
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts;
}

const CLOCK = new Intl.DateTimeFormat("ja-JP", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Tokyo" });
const SECONDS = new Intl.DateTimeFormat("ja-JP", { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: "Asia/Tokyo" });
const DAY = new Intl.DateTimeFormat("ja-JP", { month: "long", day: "numeric", weekday: "short", timeZone: "Asia/Tokyo" });
export const clock = (ms) => CLOCK.format(ms);
export const seconds = (ms) => SECONDS.format(ms);
export const day = (ms) => DAY.format(ms);

let fading;
export function toast(words) {
  const place = byId("toast");
  place.textContent = words;
  place.hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => { place.hidden = true; }, 4000);
}

// One sheet for everything that is asked or shown on top of the page.
export function sheet(title, ...content) {
  const dialog = byId("sheet");
  byId("sheet-title").textContent = title;
  byId("sheet-body").replaceChildren(...content);
  if (!dialog.open) dialog.showModal();
  return dialog;
}

export function rawJson(value) {
  const written = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return el("pre", { class: "json", tabindex: "0" }, written ?? "（なし）");
}
