// Stickers of our own, drawn as badges; LINE's pictures belong to LINE.

import { el } from "./dom.js";

export const STICKERS = [
  { packageId: "446", stickerId: "1988", words: "ありがとう", keywords: ["ありがとう", "感謝"], hue: 18 },
  { packageId: "446", stickerId: "1989", words: "りょうかい", keywords: ["了解", "OK"], hue: 205 },
  { packageId: "446", stickerId: "1990", words: "こんにちは", keywords: ["あいさつ", "こんにちは"], hue: 130 },
  { packageId: "446", stickerId: "1991", words: "こまった…", sad: true, keywords: ["困った", "悲しい"], hue: 265 },
];

export function stickerPicture(message) {
  const known = STICKERS.find((each) => each.stickerId === message.stickerId);
  const words = known ? known.words : "スタンプ";
  const node = el("div", { class: known?.sad ? "sticker sad" : "sticker", role: "img", "aria-label": `スタンプ：${words}` });
  node.style.setProperty("--hue", known ? known.hue : 45);
  node.append(el("span", { class: "sticker-eyes", "aria-hidden": "true" }), el("span", { class: "sticker-words", "aria-hidden": "true" }, words));
  return node;
}
