// The chat page: holds what the platform told, draws the open chat, and says what the person does.

import { askNewResident, askPlace, askSticker, makeAct, sendPhotoFiles } from "./actions.js";
import { getState, listen, post } from "./api.js";
import { drawBubble, inWords } from "./bubbles.js";
import { byId, day, el } from "./dom.js";
import { drawEvents, drawSwitches, drawTraffic, showExchange } from "./drawer.js";

const residents = new Map();
const groups = new Map();
const bubbles = new Map(); // chat -> Map(message id -> bubble), in order of arrival
const traffic = new Map();
const unread = new Map();
const loading = new Map(); // chat -> timer
let botName = "";
let open = "";
let usedChips = ""; // the bubble whose quick replies have been tapped
let lastEvent = "";

// --- who and where ---------------------------------------------------------------------------------------------------

const isGroup = () => groups.has(open);
const speakerId = () => (isGroup() ? byId("speaker").value : open);
const chatOf = (chat) => bubbles.get(chat) || bubbles.set(chat, new Map()).get(chat);

const acting = new Map(); // speaker -> the last act on its way

// What one person does reaches LINE in the order in which it was done, however fast the taps follow one another.
function inTurn(speaker, send) {
  const done = (acting.get(speaker) || Promise.resolve()).then(send, send);
  acting.set(speaker, done);
  return done;
}

async function speak(act) {
  if (act.kind === "text") usedChips = lastBubble()?.id || "";
  drawChips();
  const said = { from: speakerId(), ...(isGroup() ? { chat: open } : {}), ...act };
  const answer = await inTurn(said.from, () => post("events", said));
  if (answer?.event.webhookEventId) lastEvent = answer.event.webhookEventId;
}

const act = makeAct(speak);
const lastBubble = () => [...chatOf(open).values()].at(-1);

const tools = {
  act,
  showRaw: async (bubble) => {
    const exchange = traffic.get(bubble.traffic);
    if (exchange) showExchange(exchange);
  },
  unsend: (bubble) => speakFor(bubble.by, { kind: "unsend", messageId: bubble.id }),
  nameOf: (bubble) => (bubble.side === "bot" ? botName : groups.has(bubble.chat) ? residents.get(bubble.by)?.name : ""),
};

const speakFor = (from, what) => post("events", { from, ...(isGroup() ? { chat: open } : {}), ...what });

// --- drawing ---------------------------------------------------------------------------------------------------------

function drawTabs() {
  const tab = (id, name, about, face) => {
    const count = unread.get(id) || 0;
    return el("button", { type: "button", class: "tab", "data-testid": "resident-tab", "data-chat": id, "aria-pressed": String(id === open), onclick: () => openChat(id) },
      el("span", { class: "face", "aria-hidden": "true" }, face),
      el("span", { class: "tab-names" }, el("strong", {}, name), el("small", {}, about)),
      count ? el("span", { class: "count", "aria-label": `新着${count}件` }, String(count)) : null);
  };
  const focused = document.activeElement?.dataset?.chat;
  byId("tabs").replaceChildren(
    ...[...residents.values()].map((r) => tab(r.userId, r.name, r.about, r.name[0])),
    ...[...groups.values()].map((g) => tab(g.groupId, g.name, `グループ・${g.members.length}人`, "集")));
  if (focused) document.querySelector(`[data-chat="${focused}"]`)?.focus();
}

function drawBar() {
  const person = residents.get(open);
  const button = byId("standing");
  byId("group-row").hidden = !isGroup();
  if (isGroup()) {
    const group = groups.get(open);
    byId("who").textContent = `${group.name} で話しています`;
    button.hidden = !group.hasBot;
    button.textContent = "退出させる";
    button.onclick = () => speak({ kind: "leave" });
    const chosen = byId("speaker").value;
    byId("speaker").replaceChildren(...group.members.map((id) => el("option", { value: id, selected: id === chosen }, residents.get(id)?.name || id)));
    drawGate(group.hasBot ? "" : "invite");
  } else if (person) {
    byId("who").textContent = `${person.name} として話しています`;
    button.hidden = person.standing === "stranger";
    button.textContent = person.standing === "blocked" ? "ブロック解除" : "ブロック";
    button.onclick = () => speak({ kind: person.standing === "blocked" ? "follow" : "unfollow" });
    drawGate({ stranger: "add", blocked: "blocked", friend: "" }[person.standing]);
  }
  drawMenu(person);
}

// Before somebody is a friend there is nothing to type, but one thing to do.
function drawGate(kind) {
  const gate = byId("gate");
  const ask = (words, label, testid, kindOfAct) => [el("p", {}, words), el("button", { type: "button", class: "primary", "data-testid": testid, onclick: () => speak({ kind: kindOfAct }) }, label)];
  const what = {
    add: () => ask("まだ友だちではありません。追加すると、あいさつが届きます。", "友だちに追加", "add-friend", "follow"),
    blocked: () => ask("このアカウントをブロックしています。メッセージは届きません。", "ブロックを解除", "unblock", "follow"),
    invite: () => ask(`このグループに ${botName} はいません。`, "グループに招待", "invite", "join"),
  }[kind];
  gate.hidden = !what;
  gate.replaceChildren(...(what ? what() : []));
  byId("composer").hidden = Boolean(what);
  if (what) closePlates();
}

function drawLog() {
  const log = byId("log");
  log.replaceChildren();
  let shownDay = "";
  for (const bubble of chatOf(open).values()) shownDay = appendBubble(log, bubble, shownDay);
  if (!chatOf(open).size) log.append(hello());
  drawLoading();
}

// At once: a smooth way down a long talk is cut short by whatever is drawn meanwhile.
const toTheNewest = () => byId("log").scrollTo({ top: byId("log").scrollHeight, behavior: "instant" });

function hello() {
  return el("div", { class: "hello", id: "hello" }, el("span", { class: "face bot", "aria-hidden": "true" }, "声"),
    el("strong", {}, botName), el("p", {}, "市の計画や成果をたずねたり、市民の声を届けたりできる、市の窓口です。"));
}

function appendBubble(log, bubble, shownDay) {
  const today = day(bubble.at_ms);
  if (today !== shownDay) log.append(el("div", { class: "notice day" }, el("span", {}, today)));
  log.append(drawBubble(bubble, tools));
  return today;
}

function takeBubble(bubble) {
  const chat = chatOf(bubble.chat);
  const isNew = !chat.has(bubble.id);
  const before = [...chat.values()].at(-1);
  chat.set(bubble.id, bubble);
  if (bubble.chat === open) {
    const log = byId("log");
    const shown = log.querySelector(`[data-id="${bubble.id}"]`);
    if (shown) shown.replaceWith(drawBubble(bubble, tools));
    else {
      byId("typing")?.remove();
      byId("hello")?.remove();
      appendBubble(log, bubble, before ? day(before.at_ms) : "");
      drawLoading();
    }
    drawChips(); // they take room from the log, so what is to be in sight is decided after them
    if (!shown) bringIntoView(log, bubble, before);
  }
  if (!isNew || bubble.side !== "bot") return;
  if (bubble.chat === open) byId("announce").textContent = `${botName}：${inWords(bubble.message)}`;
  else {
    unread.set(bubble.chat, (unread.get(bubble.chat) || 0) + 1);
    drawTabs();
  }
}

// Follow the talk downwards, but keep the beginning of a long answer in sight.
function bringIntoView(log, bubble, before) {
  const node = log.querySelector(`[data-id="${bubble.id}"]`);
  const isFirstOfAnswer = bubble.side === "bot" && before?.side !== "bot";
  if (isFirstOfAnswer || bubble.side !== "bot") answerTop = node;
  const top = answerTop?.isConnected ? answerTop.offsetTop - 64 : Infinity;
  log.scrollTop = Math.min(log.scrollHeight, Math.max(top, 0));
}
let answerTop = null;

function drawChips() {
  const last = lastBubble();
  const items = last?.side === "bot" && last.id !== usedChips ? last.message.quickReply?.items || [] : [];
  const chips = byId("chips");
  chips.hidden = items.length === 0 || !byId("gate").hidden;
  chips.replaceChildren(...items.map(({ action }) => el("button", {
    type: "button", class: "chip", "data-testid": "quick-reply",
    onclick: () => {
      if (action.type !== "uri" && action.type !== "clipboard") { usedChips = last.id; drawChips(); byId("text").focus(); }
      act(action);
    },
  }, action.label)));
}

function drawLoading() {
  byId("typing")?.remove();
  if (!loading.has(open)) return;
  byId("log").append(el("div", { id: "typing", class: "row theirs", "data-testid": "typing" }, el("span", { class: "face bot", "aria-hidden": "true" }, "声"),
    el("div", { class: "bubble typing", role: "img", "aria-label": "入力中" }, el("i"), el("i"), el("i"))));
  byId("log").scrollTop = byId("log").scrollHeight;
}

function takeLoading({ chat, for_ms }) {
  clearTimeout(loading.get(chat));
  loading.delete(chat);
  if (for_ms) loading.set(chat, setTimeout(() => { loading.delete(chat); if (chat === open) drawLoading(); }, for_ms));
  if (chat === open) drawLoading();
}

// --- rich menu -------------------------------------------------------------------------------------------------------

function drawMenu(person) {
  const menu = person?.standing === "friend" ? person.richMenu : null;
  const button = byId("toggle-menu");
  button.hidden = !menu;
  if (!menu) { byId("menu-plate").hidden = true; return; }
  button.textContent = menu.chatBarText;
  const { width, height } = menu.size;
  const percent = (part, whole) => `${(100 * part) / whole}%`;
  const plate = el("div", { class: "menu-picture" }, el("img", { src: `/simulator/richmenus/${menu.richMenuId}`, alt: "", onerror: (event) => event.target.remove() }));
  plate.style.aspectRatio = `${width} / ${height}`;
  for (const { bounds, action } of menu.areas) {
    const words = action.label || action.text || action.displayText || action.uri || "メニュー";
    const area = el("button", { type: "button", class: "menu-area", "aria-label": words, "data-testid": "menu-area", onclick: () => act(action) });
    Object.assign(area.style, { left: percent(bounds.x, width), top: percent(bounds.y, height), width: percent(bounds.width, width), height: percent(bounds.height, height) });
    plate.append(area);
  }
  byId("menu-plate").replaceChildren(plate);
}

function closePlates() {
  for (const [plate, button] of [["tray", "toggle-tray"], ["menu-plate", "toggle-menu"]]) {
    byId(plate).hidden = true;
    byId(button).setAttribute("aria-expanded", "false");
  }
}

function togglePlate(plate, button) {
  const opens = byId(plate).hidden;
  closePlates();
  byId(plate).hidden = !opens;
  byId(button).setAttribute("aria-expanded", String(opens));
  byId("log").scrollTop = byId("log").scrollHeight;
}

// --- what the person does --------------------------------------------------------------------------------------------

function openChat(chat) {
  open = chat;
  unread.delete(chat);
  location.replace(`#${chat}`);
  closePlates();
  answerTop = null;
  drawTabs();
  drawBar();
  drawLog();
  drawChips(); // they take room from the log
  toTheNewest();
}

function grow() {
  const field = byId("text");
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 2, 132)}px`;
}

function sendText() {
  const field = byId("text");
  const words = field.value;
  if (!words.trim()) return;
  field.value = "";
  grow();
  speak({ kind: "text", text: words, ...(isGroup() && byId("mention").checked ? { mention: true } : {}) });
}

function wireComposer() {
  byId("composer").addEventListener("submit", (event) => { event.preventDefault(); sendText(); });
  byId("text").addEventListener("input", grow);
  byId("text").addEventListener("keydown", (event) => {
    // 229: some browsers end a composition before they tell of the key that ended it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    sendText();
  });
  byId("toggle-tray").addEventListener("click", () => togglePlate("tray", "toggle-tray"));
  byId("toggle-menu").addEventListener("click", () => togglePlate("menu-plate", "toggle-menu"));
  const sends = {
    "file-photo": () => byId("photo-file").click(),
    photo: () => speak({ kind: "image" }),
    location: () => askPlace(speak),
    sticker: () => askSticker(speak),
    audio: () => speak({ kind: "audio" }),
    video: () => speak({ kind: "video" }),
    file: () => speak({ kind: "file" }),
  };
  for (const button of document.querySelectorAll("[data-send]")) {
    button.addEventListener("click", () => { closePlates(); sends[button.dataset.send](); });
  }
  byId("photo-file").addEventListener("change", ({ target }) => {
    sendPhotoFiles([...target.files], speak);
    target.value = "";
  });
}

function wireDrawer() {
  const names = ["traffic", "switches", "events"];
  const choose = (name) => names.forEach((each) => {
    const isChosen = each === name;
    byId(`tab-${each}`).setAttribute("aria-selected", String(isChosen));
    byId(`tab-${each}`).tabIndex = isChosen ? 0 : -1;
    byId(`pane-${each}`).hidden = !isChosen;
  });
  names.forEach((name, index) => {
    byId(`tab-${name}`).addEventListener("click", () => choose(name));
    byId(`tab-${name}`).addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = names[(index + step + names.length) % names.length];
      choose(next);
      byId(`tab-${next}`).focus();
    });
  });
  const show = (isShown) => {
    document.body.classList.toggle("drawer-open", isShown);
    // While the drawer covers the talk, the keyboard must not wander behind it.
    for (const behind of [".phone", ".people"]) document.querySelector(behind).inert = isShown;
    byId(isShown ? "close-drawer" : "open-drawer").focus();
  };
  byId("open-drawer").addEventListener("click", () => show(true));
  byId("close-drawer").addEventListener("click", () => show(false));
  matchMedia("(min-width: 1081px)").addEventListener("change", ({ matches }) => { if (matches) show(false); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.classList.contains("drawer-open") && !byId("sheet").open) show(false);
  });
  const friends = () => [...residents.values()].filter((r) => r.standing === "friend").map((r) => r.userId);
  drawEvents(speak, friends, () => lastEvent);
}

function wireSheet() {
  const dialog = byId("sheet");
  byId("sheet-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => { delete byId("sheet-body").dataset.testid; });
  byId("add-resident").addEventListener("click", () => askNewResident((resident) => resident && openChat(resident.userId)));
}

// --- news ------------------------------------------------------------------------------------------------------------

const take = {
  bubble: takeBubble,
  traffic: (exchange) => { traffic.set(exchange.number, exchange); drawTraffic(traffic); },
  resident: (resident) => { residents.set(resident.userId, resident); drawTabs(); if (open === resident.userId) { drawBar(); drawChips(); } },
  group: (group) => { groups.set(group.groupId, group); drawTabs(); if (open === group.groupId) drawBar(); },
  loading: takeLoading,
  settings: drawSwitches,
};

async function start() {
  const state = await getState();
  botName = state.bot.name;
  for (const each of state.residents) residents.set(each.userId, each);
  for (const each of state.groups) groups.set(each.groupId, each);
  for (const each of state.bubbles) chatOf(each.chat).set(each.id, each);
  for (const each of state.traffic) traffic.set(each.number, each);
  const wanted = location.hash.slice(1);
  drawTraffic(traffic);
  drawSwitches(state.settings);
  openChat(residents.has(wanted) || groups.has(wanted) ? wanted : state.residents[0].userId);
  document.body.dataset.ready = "yes";
  listen(state.number, (update) => take[update.kind]?.(update.content), () => location.reload(), (isOnline) => { byId("offline").hidden = isOnline; });
}

wireComposer();
wireDrawer();
wireSheet();
start();
