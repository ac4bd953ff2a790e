// One bubble of a chat: what was said, by whom, when, and whether it arrived.

import { clock, el, linked } from "./dom.js";
import { flexMessage } from "./flex.js";
import { stickerPicture } from "./stickers.js";

const KIND = { image: "写真", video: "動画", audio: "声のメッセージ", file: "ファイル", sticker: "スタンプ", location: "場所", flex: "カード", text: "テキスト" };

// The message in words, for people who do not see it and for tabs.
export function inWords(message) {
  if (message.text) return message.text;
  if (message.altText) return message.altText;
  if (message.type === "location") return `場所：${message.title || ""} ${message.address || ""}`;
  return KIND[message.type] || message.type;
}

const CONTENT = {
  text: (m) => el("div", { class: "words" }, ...linked(m.text)),
  textV2: (m) => el("div", { class: "words" }, ...linked(m.text)),
  sticker: (m) => stickerPicture(m),
  image: (m, mine) => el("img", { class: "photo", alt: mine ? "送った写真" : "届いた写真", src: mine ? `/simulator/contents/${m.id}` : m.previewImageUrl }),
  video: () => el("div", { class: "words plain-kind" }, "▶ 動画"),
  audio: (m, mine) => mine ? el("audio", { controls: true, src: `/simulator/contents/${m.id}`, "aria-label": "声のメッセージ" }) : el("div", { class: "words" }, "声のメッセージ"),
  file: (m) => el("div", { class: "words plain-kind" }, m.fileName, el("small", {}, ` ${m.fileSize} バイト`)),
  location: (m) => el("div", { class: "place" }, el("div", { class: "map", "aria-hidden": "true" }), el("strong", {}, m.title || "場所"), el("span", {}, m.address || `${m.latitude}, ${m.longitude}`)),
};

function content(message, mine, act) {
  if (message.type === "flex") return flexMessage(message, act);
  if (message.type === "template") return templateCard(message, act);
  const draw = CONTENT[message.type];
  return draw ? draw(message, mine) : el("div", { class: "words" }, `（${message.type}）${message.altText || ""}`);
}

function templateCard(message, act) {
  const { template } = message;
  const cards = template.columns || [template];
  const drawn = cards.map((card) => el("div", { class: "fx-bubble fx-mega template" },
    card.title ? el("strong", {}, card.title) : null,
    card.text ? el("div", { class: "words" }, card.text) : null,
    ...(card.actions || [card.action]).filter(Boolean).map((action) =>
      el("button", { type: "button", class: "fx-button fx-link", onclick: () => act(action) }, action.label || "ひらく"))));
  return drawn.length === 1 ? drawn[0] : el("div", { class: "fx-carousel", tabindex: "0" }, ...drawn);
}

// `tools`: act, showRaw, unsend, nameOf
export function drawBubble(bubble, tools) {
  if (bubble.side === "notice") {
    return el("div", { class: "notice", "data-id": bubble.id }, el("span", {}, bubble.message.text), rawButton(bubble, tools));
  }
  const mine = bubble.side === "resident";
  if (bubble.state === "unsent") {
    return el("div", { class: "notice", "data-id": bubble.id, "data-testid": "unsent" }, el("span", {}, "送信を取り消しました"), rawButton(bubble, tools));
  }
  const wide = ["flex", "template"].includes(bubble.message.type);
  const bare = wide || ["sticker", "image", "location", "audio"].includes(bubble.message.type);
  const body = el("div", { class: bare ? "bubble bare" : "bubble" }, content(bubble.message, mine, tools.act));
  const meta = el("div", { class: "meta" },
    el("span", {}, mine ? arrival(bubble) : null, el("time", { datetime: new Date(bubble.at_ms).toISOString() }, clock(bubble.at_ms))),
    el("span", { class: "tools" },
      mine && bubble.message.id ? el("button", { type: "button", class: "take-back", "data-testid": "unsend", onclick: () => tools.unsend(bubble) }, "送信取消") : null,
      rawButton(bubble, tools)));
  const speaker = tools.nameOf(bubble);
  const side = mine ? "mine" : "theirs";
  return el("div", { class: `row ${side}${wide ? " wide" : ""}`, "data-id": bubble.id, "data-testid": "message", "data-from": bubble.side },
    mine && !speaker ? null : el("span", { class: mine ? "face" : "face bot", "aria-hidden": "true" }, mine ? speaker[0] : "声"),
    el("div", { class: "stack" }, speaker ? el("span", { class: "speaker" }, speaker) : null, el("div", { class: "pair" }, body, meta)));
}

function arrival(bubble) {
  if (bubble.state === "failed") return el("strong", { class: "failed" }, "届きませんでした ");
  if (bubble.state === "sending") return "送信中 ";
  return bubble.is_read ? "既読 " : null;
}

function rawButton(bubble, tools) {
  if (!bubble.traffic) return null;
  return el("button", { type: "button", class: "raw", "aria-label": "この通信のJSONを見る", title: "この通信のJSONを見る", "data-testid": "raw", onclick: () => tools.showRaw(bubble) }, "{ }");
}
