// The drawer: all traffic, the switches that make things go wrong, and events that no button of a phone sends.

import { post } from "./api.js";
import { byId, el, rawJson, seconds, sheet, toast } from "./dom.js";

const OUTCOME = {
  ok: "", refused: "断られた", dropped: "受け付けたが切断", down: "つながらない", held_back: "次のあとに届ける", hanging: "応答を止めている", "": "待機中",
  could_not_connect: "ボットにつながらない", request_timeout: "２秒以内に返事なし", error_status_code: "ボットがエラー", unclassified: "通信の失敗",
};

export const outcomeOf = (exchange) => OUTCOME[exchange.outcome] ?? exchange.outcome;
const isTrouble = (exchange) => exchange.outcome !== "ok" && exchange.outcome !== "";

// --- traffic ---------------------------------------------------------------------------------------------------------

function summaryOf(exchange) {
  if (exchange.kind === "call") return `${exchange.method} ${exchange.address}`.replace(/[0-9a-f]{16,}/g, (id) => `${id.slice(0, 6)}…`);
  const events = exchange.request?.events;
  if (!events) return "そのままの本文";
  return events.length ? events.map((event) => event.message ? `${event.type}:${event.message.type}` : event.type).join(", ") : "接続確認（events なし）";
}

export function showExchange(exchange) {
  const heading = exchange.kind === "webhook" ? "Webhook（LINE → ボット）" : "API（ボット → LINE）";
  sheet(heading,
    el("p", { class: "sheet-line" }, `${exchange.method} ${exchange.address}`),
    el("h3", {}, exchange.kind === "webhook" ? "送ったJSON" : "ボットが送ったJSON"), rawJson(exchange.request),
    el("h3", {}, "ヘッダー"), rawJson(exchange.headers),
    el("h3", {}, `返事　${exchange.status ?? ""} ${outcomeOf(exchange)}　${exchange.took_ms ?? "–"} ミリ秒`), rawJson(exchange.answer || "（本文なし）"));
  byId("sheet-body").dataset.testid = "raw-json";
}

export function drawTraffic(traffic) {
  const list = [...traffic.values()].sort((a, b) => b.number - a.number).slice(0, 150);
  const trouble = list.filter(isTrouble).length;
  byId("trouble").hidden = trouble === 0;
  byId("trouble").textContent = String(trouble);
  byId("trouble").setAttribute("aria-label", `失敗${trouble}件`);
  const pane = byId("pane-traffic");
  if (!list.length) {
    pane.replaceChildren(el("p", { class: "hint" }, "まだ通信はありません。友だちに追加すると、最初のWebhookが送られます。"));
    return;
  }
  const focused = document.activeElement?.dataset?.number;
  pane.replaceChildren(el("ol", { class: "traffic" }, ...list.map((exchange) => el("li", {},
    el("button", { type: "button", class: isTrouble(exchange) ? "exchange bad" : "exchange", "data-testid": "exchange", "data-number": exchange.number, onclick: () => showExchange(exchange) },
      el("span", { class: `way ${exchange.kind}` }, exchange.kind === "webhook" ? "→ ボット" : "← ボット"),
      el("span", { class: "what" }, summaryOf(exchange)),
      el("span", { class: "result" }, [exchange.status ?? "", outcomeOf(exchange)].filter(Boolean).join(" ")),
      el("span", { class: "when" }, `${seconds(exchange.at_ms)}・${exchange.took_ms ?? "–"} ms`))))));
  if (focused) pane.querySelector(`[data-number="${focused}"]`)?.focus({ preventScroll: true });
}

// --- switches --------------------------------------------------------------------------------------------------------

const FAILURES = [["none", "正常"], ["500", "500 エラー"], ["429_rate", "429 送りすぎ"], ["429_quota", "429 月の上限"], ["401", "401 認証エラー"], ["hang", "返事をしない"], ["drop_after_accept", "受け付けて切断"]];
const LANES = [["reply", "返信（reply）"], ["push", "送信（push・multicast）"], ["other", "そのほかのAPI"]];

const set = (change) => post("switches", change);

function numberField(label, value, onChange, attributes = {}) {
  const field = el("input", { type: "number", min: "0", value: String(value ?? ""), ...attributes, onchange: () => onChange(field.value === "" ? null : Number(field.value)) });
  return el("label", { class: "setting" }, el("span", {}, label), field);
}

function toggle(label, value, name) {
  const field = el("input", { type: "checkbox", checked: value, "data-key": name, onchange: () => set({ [name]: field.checked }) });
  return el("label", { class: "setting check" }, field, el("span", {}, label));
}

export function drawSwitches(settings) {
  const pane = byId("pane-switches");
  const focused = pane.contains(document.activeElement) ? document.activeElement : null;
  if (focused?.matches("input[type=number], input[type=url]")) return; // do not write over what is being typed
  const lanes = LANES.map(([name, label]) => {
    const lane = settings[name];
    const choice = el("select", { "data-testid": `fail-${name}`, "data-key": name, onchange: () => set({ [name]: { fail: choice.value, times: null } }) }, ...FAILURES.map(([value, words]) => el("option", { value, selected: value === lane.fail }, words)));
    return el("fieldset", {}, el("legend", {}, label),
      el("label", { class: "setting" }, el("span", {}, "動き"), choice),
      numberField("遅れ（ミリ秒）", lane.latency_ms, (value) => set({ [name]: { latency_ms: value ?? 0 } })),
      numberField("ゆらぎ（ミリ秒）", lane.jitter_ms, (value) => set({ [name]: { jitter_ms: value ?? 0 } })));
  });
  const address = el("input", { type: "url", value: settings.webhook_url, onchange: () => set({ webhook_url: address.value }) });
  pane.replaceChildren(
    el("fieldset", {}, el("legend", {}, "LINE全体"),
      toggle("LINEを止める（どのAPIにもつながらない）", settings.down, "down"),
      toggle("Webhookを２回ずつ届ける", settings.deliver_twice, "deliver_twice"),
      toggle("Webhookの順を入れかえる（次の１件のあとに届ける）", settings.out_of_order, "out_of_order")),
    ...lanes,
    el("fieldset", {}, el("legend", {}, "チャネル"),
      toggle("Webhookの再送", settings.redelivery, "redelivery"),
      toggle("写真や音声を「準備中」にする", settings.content_preparing, "content_preparing"),
      numberField("月の送信上限（人。空欄で無制限）", settings.quota, (value) => set({ quota: value })),
      el("p", { class: "hint" }, `今月は${settings.quota_used}人に送信しました。返信は数えません。`),
      numberField("短期トークンの寿命（秒）", settings.stateless_seconds, (value) => set({ stateless_seconds: value ?? 900 })),
      numberField("時計を進める（秒）", settings.clock_offset_s, (value) => set({ clock_offset_s: value ?? 0 }), { min: "-100000000" }),
      el("label", { class: "setting wide" }, el("span", {}, "ボットのWebhook"), address)));
  if (focused) pane.querySelector(`[data-key="${focused.dataset.key}"]`)?.focus();
}

// --- unusual events --------------------------------------------------------------------------------------------------

// `person` tells who is open; `people` all residents; `lastEvent` the id of the last event sent.
export function drawEvents(speak, people, lastEvent) {
  const choice = (label, hint, onclick) => el("button", { type: "button", class: "choice", onclick }, el("strong", {}, label), el("span", {}, hint));
  const batch = () => post("batch", { acts: people().map((from) => ({ from, kind: "text", text: "こんにちは" })) });
  const again = (marked) => () => {
    const webhookEventId = lastEvent();
    if (webhookEventId) post("redeliver", { webhookEventId, marked });
    else toast("まだ出来事がありません");
  };
  byId("pane-events").replaceChildren(
    choice("接続確認", "events が空のWebhook", () => post("verify", {})),
    choice("スタンバイ中のメッセージ", "mode が standby。返信トークンなし", () => speak({ kind: "text", text: "別の窓口と話しています", mode: "standby" })),
    choice("知らない種類の出来事", "まだ世にない type", () => speak({ kind: "unknown" })),
    choice("送り主のない出来事", "source がない", () => speak({ kind: "odd", text: "わたしはだれ" })),
    choice("何人もの出来事をまとめて", "友だち全員の「こんにちは」を１つのWebhookで", batch),
    choice("最後の出来事を再送", "isRedelivery が true", again(true)),
    choice("最後の出来事の重複", "まったく同じ内容をもう一度", again(false)),
    choice("知らないデータのボタン", "postback の data が未知", () => speak({ kind: "postback", data: "unknown=1" })),
    choice("署名のちがうWebhook", "ボットは400を返すはず", () => post("raw", { body: { destination: "U", events: [] }, signature: "AAAA" })));
}
