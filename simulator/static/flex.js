// A Flex message as LINE would draw it, near enough to judge a card by.

import { el } from "./dom.js";

const GAP = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const TEXT = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74 };
const IMAGE = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, "3xl": 180, "4xl": 200, "5xl": 220 };
const BORDER = { none: "0", light: "0.5px", normal: "1px", medium: "2px", "semi-bold": "3px", bold: "4px" };
const SIDE = { start: "flex-start", center: "center", end: "flex-end", top: "flex-start", bottom: "flex-end" };

const gap = (value) => (value in GAP ? `${GAP[value]}px` : value);
const textSize = (value) => (value in TEXT ? `${TEXT[value]}px` : value);

export function flexMessage(message, act) {
  const card = container(message.contents, act);
  card.dataset.testid = "flex-card";
  card.setAttribute("role", "group");
  card.setAttribute("aria-label", message.altText);
  return card;
}

function container(contents, act) {
  if (contents.type !== "carousel") return bubble(contents, act);
  const strip = el("div", { class: "fx-carousel", tabindex: "0" });
  strip.append(...contents.contents.map((each) => bubble(each, act)));
  return strip;
}

function bubble(content, act) {
  const node = el("div", { class: `fx-bubble fx-${content.size || "mega"}`, dir: content.direction || "ltr" });
  for (const name of ["header", "hero", "body", "footer"]) {
    if (!content[name]) continue;
    const block = component(content[name], "vertical", act);
    block.classList.add(`fx-${name}`);
    const style = content.styles?.[name] || {};
    if (style.backgroundColor) block.style.backgroundColor = style.backgroundColor;
    if (style.separator) node.append(line({ color: style.separatorColor }, "vertical"));
    node.append(block);
  }
  tappable(node, content.action, act);
  return node;
}

const DRAW = { box, text, image, icon, button, separator: (part, parent) => line(part, parent), filler, video };

function component(part, parent, act) {
  const node = (DRAW[part.type] || unknown)(part, parent, act);
  place(node, part, parent);
  return node;
}

function unknown(part) {
  return el("div", { class: "fx-unknown" }, `（${part.type}）`);
}

// What all parts share: their share of the room, their distance, their position.
function place(node, part, parent) {
  const isRow = parent !== "vertical";
  const byItself = { icon: 0, separator: 0, filler: 1 }[part.type] ?? (isRow ? 1 : 0);
  const share = part.flex ?? (part.width && isRow ? 0 : byItself);
  node.style.flex = share > 0 ? `${share} ${isRow ? 1 : 0} ${isRow ? "0" : "auto"}` : "0 0 auto";
  if (isRow && share > 0) node.style.minWidth = "0";
  if (part.margin) node.style[isRow ? "marginInlineStart" : "marginTop"] = gap(part.margin);
  if (part.position === "absolute") node.style.position = "absolute";
  const sides = { offsetTop: "top", offsetBottom: "bottom", offsetStart: "insetInlineStart", offsetEnd: "insetInlineEnd" };
  for (const [name, side] of Object.entries(sides)) if (part[name]) node.style[side] = gap(part[name]);
  if (part.gravity && isRow && part.type !== "text") node.style.alignSelf = SIDE[part.gravity];
}

function tappable(node, action, act) {
  if (!action) return;
  node.classList.add("fx-tappable");
  node.setAttribute("role", "button");
  node.tabIndex = 0;
  if (action.label) node.setAttribute("aria-label", action.label);
  node.addEventListener("click", (event) => { event.stopPropagation(); act(action); });
  node.addEventListener("keydown", (event) => {
    if (event.target === node && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); act(action); }
  });
}

function box(part, parent, act) {
  const node = el("div", { class: `fx-box fx-${part.layout}` });
  const spacing = part.spacing || "none";
  part.contents.forEach((child, index) => {
    const drawn = component(child, part.layout, act);
    const isRow = part.layout !== "vertical";
    if (index > 0 && !child.margin && child.position !== "absolute") drawn.style[isRow ? "marginInlineStart" : "marginTop"] = gap(spacing);
    node.append(drawn);
  });
  const style = node.style;
  if (part.backgroundColor) style.backgroundColor = part.backgroundColor;
  if (part.background) {
    const { angle, startColor, centerColor, centerPosition, endColor } = part.background;
    const middle = centerColor ? `, ${centerColor} ${centerPosition || "50%"}` : "";
    style.backgroundImage = `linear-gradient(${angle}, ${startColor}${middle}, ${endColor})`;
  }
  if (part.borderWidth || part.borderColor) {
    style.border = `${BORDER[part.borderWidth] || part.borderWidth || "1px"} solid ${part.borderColor || "transparent"}`;
  }
  if (part.cornerRadius) { style.borderRadius = gap(part.cornerRadius); style.overflow = "hidden"; }
  for (const name of ["width", "maxWidth", "height", "maxHeight"]) if (part[name]) style[name] = part[name];
  if (part.width && parent === "vertical") style.alignSelf = "flex-start";
  const paddings = { paddingAll: "padding", paddingTop: "paddingTop", paddingBottom: "paddingBottom", paddingStart: "paddingInlineStart", paddingEnd: "paddingInlineEnd" };
  for (const [name, side] of Object.entries(paddings)) if (part[name]) style[side] = gap(part[name]);
  if (part.justifyContent) style.justifyContent = part.justifyContent;
  if (part.alignItems) style.alignItems = part.alignItems;
  tappable(node, part.action, act);
  return node;
}

function letters(node, part) {
  const style = node.style;
  if (part.size) style.fontSize = textSize(part.size);
  if (part.color) style.color = part.color;
  if (part.weight === "bold") style.fontWeight = "700";
  if (part.style === "italic") style.fontStyle = "italic";
  if (part.decoration && part.decoration !== "none") style.textDecoration = part.decoration;
}

function text(part, parent, act) {
  const node = el("div", { class: part.wrap ? "fx-text fx-wrap" : "fx-text" });
  const inner = el("span");
  if (part.contents?.length) {
    for (const span of part.contents) {
      const piece = el("span", {}, span.text || "");
      letters(piece, span);
      inner.append(piece);
    }
  } else {
    inner.append(part.text ?? "");
  }
  node.append(inner);
  letters(node, part);
  if (part.align) node.style.textAlign = part.align;
  if (part.lineSpacing) node.style.lineHeight = `calc(1.35em + ${part.lineSpacing})`;
  if (part.gravity && parent === "horizontal") node.style.alignSelf = SIDE[part.gravity];
  if (part.wrap && part.maxLines) {
    inner.className = "fx-clamp";
    inner.style.webkitLineClamp = String(part.maxLines);
  }
  tappable(node, part.action, act);
  return node;
}

function image(part, parent, act) {
  const [wide, high] = (part.aspectRatio || "1:1").split(":");
  const node = el("div", { class: "fx-image" });
  const picture = el("img", { src: part.url, alt: part.action?.label || "", loading: "lazy", referrerpolicy: "no-referrer" });
  picture.addEventListener("error", () => node.classList.add("fx-missing"));
  picture.style.aspectRatio = `${wide} / ${high}`;
  picture.style.objectFit = part.aspectMode === "cover" ? "cover" : "contain";
  const size = part.size || "md";
  picture.style.width = size === "full" ? "100%" : size in IMAGE ? `${IMAGE[size]}px` : size;
  if (part.backgroundColor) picture.style.backgroundColor = part.backgroundColor;
  node.style.justifyContent = SIDE[part.align || "center"];
  node.append(picture);
  tappable(node, part.action, act);
  return node;
}

function icon(part) {
  const [wide, high] = (part.aspectRatio || "1:1").split(":");
  const node = el("img", { class: "fx-icon", src: part.url, alt: "", referrerpolicy: "no-referrer" });
  node.style.height = textSize(part.size || "md");
  node.style.aspectRatio = `${wide} / ${high}`;
  return node;
}

function video(part, parent, act) {
  return component(part.altContent, parent, act);
}

function button(part, parent, act) {
  const style = part.style || "link";
  const node = el("button", { type: "button", class: `fx-button fx-${style} fx-h-${part.height || "md"}` }, part.action.label || "");
  if (part.color) node.style[style === "link" ? "color" : "backgroundColor"] = part.color;
  node.addEventListener("click", (event) => { event.stopPropagation(); act(part.action); });
  return node;
}

function line(part, parent) {
  const node = el("div", { class: parent === "vertical" ? "fx-rule" : "fx-rule fx-upright", role: "presentation" });
  if (part.color) node.style.backgroundColor = part.color;
  return node;
}

function filler() {
  return el("div", { class: "fx-filler" });
}
