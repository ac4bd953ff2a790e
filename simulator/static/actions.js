// What a button does: LINE's actions, as a resident's phone would carry them out.

import { post } from "./api.js";
import { byId, el, sheet, toast } from "./dom.js";
import { STICKERS, stickerPicture } from "./stickers.js";

const SAMPLE_PLACES = [
  { title: "市役所前", address: "山形県上山市河崎一丁目1番10号", latitude: 38.1496, longitude: 140.2679 },
  { title: "駅前の広場", address: "山形県上山市矢来一丁目", latitude: 38.1523, longitude: 140.2791 },
  { title: "月岡公園", address: "山形県上山市元城内", latitude: 38.1561, longitude: 140.2779 },
];

// `speak(act)` sends an act as the person and into the chat that are open.
export function makeAct(speak) {
  const doing = {
    message: (action) => speak({ kind: "text", text: action.text }),
    postback: (action) => {
      speak({ kind: "postback", data: action.data, displayText: action.displayText || action.text });
      if (action.inputOption === "openKeyboard") {
        byId("text").value = action.fillInText || "";
        byId("text").focus();
      }
    },
    uri: (action) => openAddress(action.uri),
    datetimepicker: (action) => askMoment(action, speak),
    camera: () => speak({ kind: "image" }),
    cameraRoll: () => byId("photo-file").click(),
    location: () => askPlace(speak),
    clipboard: async (action) => {
      await navigator.clipboard?.writeText(action.clipboardText);
      toast("コピーしました");
    },
    richmenuswitch: () => toast("メニューの切替は、まだまねできません"),
  };
  return (action) => (doing[action.type] || (() => toast(`知らない動作です：${action.type}`)))(action);
}

function openAddress(uri) {
  if (/^https?:/.test(uri)) window.open(uri, "_blank", "noopener");
  else if (uri.startsWith("tel:")) toast(`電話をかけます：${uri.slice(4)}`);
  else toast(`ひらきます：${uri}`);
}

function askMoment(action, speak) {
  const type = { date: "date", time: "time", datetime: "datetime-local" }[action.mode];
  const field = el("input", { type, "aria-label": action.label || "日時", "data-testid": "moment", value: action.initial?.replace("t", "T"), min: action.min?.replace("t", "T"), max: action.max?.replace("t", "T"), required: true });
  const form = el("form", { method: "dialog", class: "ask", onsubmit: () => speak({ kind: "postback", data: action.data, params: { [action.mode]: field.value } }) },
    field, el("button", { class: "primary" }, "決定"));
  sheet(action.label || "日時を選ぶ", form);
}

export function askPlace(speak) {
  const choices = SAMPLE_PLACES.map((place) => el("button", { type: "button", class: "choice", "data-testid": "place", onclick: () => { byId("sheet").close(); speak({ kind: "location", ...place }); } },
    el("strong", {}, place.title), el("span", {}, place.address)));
  sheet("場所を選ぶ", ...choices);
}

export function askSticker(speak) {
  const choices = STICKERS.map(({ packageId, stickerId, keywords, words }) => el("button", { type: "button", class: "sticker-choice", "aria-label": words, "data-testid": "sticker", onclick: () => { byId("sheet").close(); speak({ kind: "sticker", packageId, stickerId, keywords }); } }, stickerPicture({ stickerId })));
  sheet("スタンプを選ぶ", el("div", { class: "sticker-choices" }, ...choices));
}

export async function sendPhotoFiles(files, speak) {
  const set = files.length > 1 ? String(Date.now()) : null;
  for (const [place, file] of files.entries()) {
    await sendPhotoFile(file, speak, set && { id: set, index: place + 1, total: files.length });
  }
}

async function sendPhotoFile(file, speak, imageSet) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  await speak({ kind: "image", data: btoa(binary), mediaType: file.type, ...(imageSet && { imageSet }) });
}

export function askNewResident(onDone) {
  const name = el("input", { id: "new-name", required: true, maxlength: "20", "data-testid": "new-name" });
  const about = el("input", { id: "new-about", maxlength: "30", placeholder: "例：52歳・農家" });
  const form = el("form", { method: "dialog", class: "ask", onsubmit: async () => onDone(await post("residents", { name: name.value, about: about.value })) },
    el("label", { for: "new-name" }, "名前（架空の人）"), name, el("label", { for: "new-about" }, "ひとこと"), about, el("button", { class: "primary", "data-testid": "new-save" }, "追加"));
  sheet("住民を追加", form);
}
