// The phone's outbox: what a learner does is kept on the phone until the server has said what became of it.
//
// Kept events are sealed (AES-GCM) under a key that only pages of the signed-in person carry, and that is stored
// nowhere: whoever comes after them on the same phone can neither read nor send what they left; it is sent when they
// are back. Browsers seal on https:// and on the machine's own address only: elsewhere pages work by their forms alone.
const box = document.querySelector("#outbox");
const { url, token, person } = box.dataset;
const MOST = 200;
// A browser lets a page that is being closed send 64 KB.
const MOST_AT_LEAVING = 100;
const PATIENCE = 20_000;
const LONGEST_WAIT = 300_000;

export const works = Boolean(globalThis.crypto?.subtle && crypto.randomUUID && globalThis.indexedDB);

// The server's clock: a phone's own may be wrong, and answers from forms are ordered by the server's.
const skew = Number(box.dataset.now) - Date.now();
export const now = () => Date.now() + skew;

// --- The store ---
const result = (request) => new Promise((done, fail) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => fail(request.error);
});

const open = async () => {
  const request = indexedDB.open("outbox", 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("events", { keyPath: "uuid" }).createIndex("person", "person");
  };
  return result(request);
};
const opening = works && open();

// Done when it is on the disk: "saved on this phone" outlives an empty battery.
const change = async (act) => {
  const transaction = (await opening).transaction("events", "readwrite", { durability: "strict" });
  await new Promise((done, fail) => {
    transaction.oncomplete = done;
    transaction.onabort = () => fail(transaction.error);
    act(transaction.objectStore("events"));
  });
};

const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const sealing = works && crypto.subtle.importKey("raw", bytes(box.dataset.key), "AES-GCM", false, ["encrypt", "decrypt"]);
delete box.dataset.key;

const seal = async (event) => {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const said = new TextEncoder().encode(JSON.stringify(event));
  return { uuid: event.uuid, person, iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await sealing, said) };
};
const unseal = async ({ iv, sealed }) => {
  const said = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await sealing, sealed);
  return JSON.parse(new TextDecoder().decode(said));
};

// What this page made and the server has not named: by uuid, with whether it is in the store.
const fresh = new Map();
// What the server has named, and a store that is broken may still hold.
const named = new Set();

// All of this person's events that the server has not named, in their order.
export const waiting = async () => {
  const asked = [...fresh.values()].filter((each) => each.isStored);
  let events = [];
  try {
    const store = (await opening).transaction("events").objectStore("events");
    const rows = await result(store.index("person").getAll(person));
    events = (await Promise.all(rows.map((row) => unseal(row).catch(() => null))))
      .filter((event) => event && !named.has(event.uuid));
    // Another tab has sent what is no longer in the store.
    const kept = new Set(events.map((event) => event.uuid));
    asked.filter((each) => !kept.has(each.event.uuid)).forEach((each) => fresh.delete(each.event.uuid));
  } catch (error) {
    console.warn("outbox", error);
  }
  const known = new Set(events.map((event) => event.uuid));
  const unstored = [...fresh.values()].map((each) => each.event).filter((event) => !known.has(event.uuid));
  return [...events, ...unstored].sort((one, other) => one.sequence - other.sequence);
};

// --- What the reader is told ---
let state = "";
export const show = (name) => {
  state = name;
  box.querySelectorAll("[data-state]").forEach((told) => { told.hidden = told.dataset.state !== name; });
};

// --- Sending ---
let isStopped = false;
let isIdle = false;
let failures = 0;
let timer;
// Events that the server cannot read: they stay, and are tried again by the next page.
const unreadable = new Set();

// What is urgent does not wait for the end of a longer wait; the rest does.
const later = (delay, isUrgent = false) => {
  if (timer && !isUrgent) return;
  clearTimeout(timer);
  timer = setTimeout(hurry, delay);
};

const fail = () => {
  failures += 1;
  later(Math.min(LONGEST_WAIT, 1000 * 2 ** failures) * (0.5 + Math.random() / 2));
  if (state !== "full") show("kept");
  return false;
};

const settle = async (answer) => {
  const { refused } = answer;
  const settled = [...answer.accepted, ...refused.map((each) => each.uuid)];
  settled.forEach((uuid) => { named.add(uuid); fresh.delete(uuid); });
  // What cannot be taken out of the store is sent again by a later page, and counts once.
  await change((events) => settled.forEach((uuid) => events.delete(uuid))).catch((error) => console.warn("outbox", error));
  if (refused.length) show(refused.some((each) => each.reason === "submitted") ? "submitted" : "refused");
  failures = 0;
  document.dispatchEvent(new CustomEvent("outbox", { detail: answer }));
  return settled.length;
};

// Send a batch; say whether going on makes sense.
const post = async (events, keepalive = false) => {
  const ending = new AbortController();
  const clock = setTimeout(() => ending.abort(), PATIENCE);
  let answer;
  try {
    answer = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ person, events }),
      keepalive,
      signal: ending.signal,
    });
    if (answer.ok) return (await settle(await answer.json())) > 0 || fail();
  } catch {
    return fail();
  } finally {
    clearTimeout(clock);
  }
  if ([401, 403].includes(answer.status)) {
    // Signed out, or somebody else is signed in: what is kept waits for a page of this person.
    isStopped = true;
    show("out");
    return false;
  }
  if (![400, 413, 422].includes(answer.status)) return fail();
  if (events.length > 1) {
    const middle = Math.ceil(events.length / 2);
    return (await post(events.slice(0, middle))) && post(events.slice(middle));
  }
  unreadable.add(events[0].uuid);
  show("refused");
  return true;
};

const run = async () => {
  for (;;) {
    const events = (await waiting()).filter((event) => !unreadable.has(event.uuid));
    isIdle = !events.length;
    if (isIdle && ["kept", "waits", "full"].includes(state)) show("saved");
    if (isIdle || isStopped) return true;
    if (!(await post(events.slice(0, MOST)))) return isStopped;
  }
};

// One tab sends at a time; without locks the same uuids are sent twice and taken once.
const alone = () => (navigator.locks ? navigator.locks.request("outbox", run) : run());

// Send what waits, now. False when the line or the server is down; when signed out, a form leads to signing in.
let last;
export const hurry = () => {
  clearTimeout(timer);
  timer = undefined;
  last = Promise.resolve(last).then(alone, alone);
  return last;
};

// The page may be gone before an answer comes: nothing here can wait.
const handed = new Set();
const leave = () => {
  const events = [...fresh.values()].map((each) => each.event).filter((event) => !handed.has(event.uuid));
  events.forEach((event) => handed.add(event.uuid));
  if (events.length && !isStopped) post(events.slice(-MOST_AT_LEAVING), true);
};

// --- What pages call ---
// Strictly increasing on this phone, whatever its clock does.
let sequence = 0;
const next = () => {
  try {
    const known = Number(localStorage.getItem("outbox"));
    // Whatever else stands there is no count of ours, and the server would take none that is larger.
    sequence = Math.max(sequence + 1, known < 2 ** 52 ? known + 1 : 0, now());
    localStorage.setItem("outbox", sequence);
  } catch {
    // A full or closed store: this page still counts on from its own last.
    sequence = Math.max(sequence + 1, now());
  }
  return sequence;
};

// Keep an event and send it soon. What is quiet may wait, and is told of only when it cannot be sent.
export const add = async (item, kind, body = {}, { isQuiet = false, at = now() } = {}) => {
  const made = { uuid: crypto.randomUUID(), item, kind, body, client_at: new Date(at).toISOString(), sequence: next() };
  const entry = { event: made, isStored: false };
  fresh.set(made.uuid, entry);
  isIdle = false;
  if (document.visibilityState === "hidden") leave();
  try {
    const row = await seal(made);
    await change((events) => events.put(row));
    entry.isStored = true;
    if (!isQuiet && !isStopped) show("kept");
  } catch {
    show("full");
  }
  if (isQuiet) later(60_000);
  else later(300, true);
};

// Without a line a form stays, and says why; where it depends on what waits, that is sent first.
export const hold = (form, dependsOnWaiting) => form.addEventListener("submit", async (event) => {
  if (event.defaultPrevented || (navigator.onLine && (isIdle || !dependsOnWaiting))) return;
  event.preventDefault();
  event.submitter?.setAttribute("aria-busy", "true");
  if ((await hurry()) && navigator.onLine) return void form.submit();
  show("waits");
  delete form.dataset.sent;
  event.submitter?.removeAttribute("aria-busy");
});

// What waited when this page was made: its HTML may not know of it.
export const before = works ? waiting() : Promise.resolve([]);

if (works) {
  before.then((events) => {
    if (events.length) show("kept");
    hurry();
  });
  addEventListener("online", hurry);
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") return leave();
    handed.clear();
    hurry();
  });
  // A page out of the browser's memory may be that of somebody who has signed out.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
