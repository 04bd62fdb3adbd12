// How long a lesson was in front of the reader, how far they came, and what they truly played.
const { add, hold, now, show, works } = await import(document.querySelector("#outbox").dataset.module);
const { item, rule, isDone } = document.querySelector("#tracker").dataset;
const QUIET = { isQuiet: true };
// Who has touched nothing for this long is not counted as reading.
const STILL = 60_000;
const OFTEN = 20_000;
// What one event may say at most, in seconds.
const LONGEST = 60;
const LONGEST_SPAN = 300;
const media = [...document.querySelectorAll("[data-played]")];
const isPlaying = () => media.some((each) => !each.paused && !each.ended);

// The time since `since` is not told yet; null while the page is hidden or unused.
let since = null;
let used = 0;
const use = () => {
  if (document.visibilityState === "hidden") return;
  used = now();
  since ??= used;
};
const tellActive = () => {
  if (since === null) return;
  const present = now();
  // A clock that was set back says nothing of the time before.
  [since, used] = [Math.min(since, present), Math.min(used, present)];
  const end = isPlaying() ? present : Math.min(present, used + STILL);
  // A machine that slept may come back with any span.
  since = Math.max(since, end - LONGEST * 1000);
  const seconds = Math.floor((end - since) / 1000);
  if (seconds >= 1) {
    since += seconds * 1000;
    add(item, "active", { seconds }, { ...QUIET, at: since });
  }
  if (end < present || document.visibilityState === "hidden") since = null;
};

// Browsers know what was played as a union; what was told of it is cut away.
const told = new Map(media.map((each) => [each, []]));
const without = (parts, [from, to]) => parts.flatMap(
  ([start, end]) => [[start, Math.min(end, from)], [Math.max(start, to), end]].filter(([one, other]) => one < other),
);
// Lessons under another rule take no word of it.
const tellPlayed = () => rule === "watched" && media.forEach((each) => {
  for (let place = 0; place < each.played.length; place += 1) {
    const span = [each.played.start(place), each.played.end(place)];
    const parts = told.get(each).reduce(without, [span]).filter(([from, to]) => to - from >= 0.1);
    parts.forEach(([from, to]) => {
      told.get(each).push([from, to]);
      for (let start = from; start < to; start += LONGEST_SPAN) {
        add(item, "played", { from: start, to: Math.min(to, start + LONGEST_SPAN) }, QUIET);
      }
    });
  }
});

const tell = () => {
  tellPlayed();
  tellActive();
};

if (works) {
  add(item, "opened", {}, QUIET);
  use();
  ["scroll", "pointerdown", "pointermove", "keydown", "input"].forEach((name) => {
    addEventListener(name, use, { passive: true, capture: true });
  });
  media.forEach((each) => {
    each.addEventListener("timeupdate", use);
    ["pause", "ended"].forEach((name) => each.addEventListener(name, tell));
  });
  setInterval(tell, OFTEN);
  document.addEventListener("visibilitychange", () => { tell(); use(); });
  const end = document.querySelector("[data-end]");
  if (end && isDone !== "yes") {
    new IntersectionObserver((entries, watching) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watching.disconnect();
      add(item, "ended");
    }).observe(end);
  }
  // Time or playing may complete it while the page is open.
  document.addEventListener("outbox", ({ detail }) => {
    if (isDone !== "yes" && detail.items.some((each) => each.item === item && each.is_done)) show("done");
  });
  const form = document.querySelector("form#done");
  if (form) hold(form, false);
}
