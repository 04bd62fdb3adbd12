// Each answer of a quiz is kept on the phone as it is given. The forms stay what they are, and are all without scripts.
const { add, before, hold, hurry, show, waiting, works } = await import(document.querySelector("#outbox").dataset.module);
const form = document.querySelector("[data-attempt]");
const { item, attempt, question, revision, answered, unanswered } = form.dataset;
const boxes = [...form.querySelectorAll("[name=answer]")];
const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);
const count = () => {
  form.querySelector(".progress__text").lastElementChild.textContent = chosen().length ? answered : unanswered;
};
const ofAttempt = (events) => events.filter((event) => event.kind === "answered" && event.body.attempt === attempt);

let isTouched = false;
const keep = () => {
  isTouched = true;
  add(item, "answered", { attempt, question, options: chosen() });
  count();
};

if (works) {
  hold(form, true);
  form.addEventListener("change", keep);
  // What was chosen while this script was still on its way.
  if (boxes.some((box) => box.checked !== box.defaultChecked)) keep();
  const answers = ofAttempt(await before);
  if (question) {
    // What the server did not know yet when it made the page.
    const newest = answers.findLast((event) => event.body.question === question);
    if (newest && !isTouched && newest.sequence > Number(revision)) {
      boxes.forEach((box) => { box.checked = newest.body.options.includes(box.value); });
      count();
    }
  } else if (answers.length && (await hurry()) && !ofAttempt(await waiting()).length) {
    location.reload();
  }
} else {
  // What is chosen now is saved when the form is sent.
  form.addEventListener("change", () => show(""));
}
