// Each answer of a quiz is kept on the phone as it is given. The forms stay what they are, and are all without scripts.
const { add, before, hurry, sendBefore, works } = await import(document.querySelector("#outbox").dataset.module);
const form = document.querySelector("[data-attempt]");
const { item, attempt, question, revision } = form.dataset;
const boxes = [...form.querySelectorAll("[name=answer]")];

if (works) {
  form.addEventListener("change", () => {
    const options = boxes.filter((box) => box.checked).map((box) => box.value);
    add(item, "answered", { attempt, question, options });
  });
  sendBefore(form);
  const answers = (await before).filter((event) => event.kind === "answered" && event.body.attempt === attempt);
  if (question) {
    // What the server did not know yet when it made the page.
    const newest = answers.findLast((event) => event.body.question === question);
    if (newest && newest.sequence > Number(revision)) {
      boxes.forEach((box) => { box.checked = newest.body.options.includes(box.value); });
    }
  } else if (answers.length && (await hurry())) {
    location.reload();
  }
}
