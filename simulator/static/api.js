// The control API (simulator/control.py), the same that tests use.

import { toast } from "./dom.js";

async function ask(path, body) {
  const options = body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`/simulator/${path}`, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error || response.statusText);
  return answer;
}

export const getState = () => ask("state");

// Something a person on the page asked for: what goes wrong is shown to them.
export async function post(path, body) {
  try {
    return await ask(path, body);
  } catch (error) {
    toast(`できませんでした：${error.message}`);
    return null;
  }
}

// Calls `onUpdate` for each piece of news, for ever; `onLost` when the page must start anew.
export async function listen(since, onUpdate, onLost, onOnline) {
  let number = since;
  for (;;) {
    try {
      const answer = await ask(`updates?since=${number}&wait=20`);
      onOnline(true);
      if (answer.lost) return onLost();
      answer.updates.forEach(onUpdate);
      number = answer.number;
    } catch {
      onOnline(false);
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}
