// The course on one page: parts are dragged to their place. It posts the form that the buttons post too.
const form = document.querySelector("[data-arrange]");
let dragged = null;

const clear = () => {
  for (const marked of document.querySelectorAll(".part--before, .parts--last")) {
    marked.classList.remove("part--before", "parts--last");
  }
};

// Where a drop at this height goes: the list, and the part that it comes before (none at the end).
const placeAt = (target, height) => {
  if (!dragged) return null;
  const { kind } = dragged.dataset;
  const list =
    target.closest(`.parts[data-kind="${kind}"]`) ?? target.closest(".part--module")?.querySelector(`.parts[data-kind="${kind}"]`);
  if (!list) return null;
  const before = [...list.children].find((part) => {
    const { top, height: size } = part.getBoundingClientRect();
    return part !== dragged && height < top + size / 2;
  });
  return { list, before };
};

const over = (event) => {
  const place = placeAt(event.target, event.clientY);
  clear();
  if (!place) return;
  event.preventDefault();
  if (place.before) place.before.classList.add("part--before");
  else place.list.classList.add("parts--last");
};

const drop = (event) => {
  const place = placeAt(event.target, event.clientY);
  if (!place) return;
  event.preventDefault();
  form.elements.page.value = dragged.dataset.part;
  form.elements.into.value = place.list.dataset.into;
  form.elements.before.value = place.before?.dataset.part ?? "";
  form.submit();
};

const begin = (event) => {
  dragged = event.target.closest("[data-part]");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setDragImage(dragged, 0, 0);
  dragged.classList.add("part--dragged");
};

const end = () => {
  dragged?.classList.remove("part--dragged");
  dragged = null;
  clear();
};

if (form) {
  for (const head of document.querySelectorAll(".part__head")) {
    const grip = document.createElement("span");
    grip.className = "part__grip";
    grip.draggable = true;
    grip.title = form.dataset.grip;
    grip.textContent = "⠿";
    grip.setAttribute("aria-hidden", "true");
    grip.addEventListener("dragstart", begin);
    grip.addEventListener("dragend", end);
    head.prepend(grip);
  }
  document.addEventListener("dragover", over);
  document.addEventListener("drop", drop);
}
