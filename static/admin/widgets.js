// Starts Wagtail's widgets from what the page says as data, where Wagtail itself would write inline scripts.
const start = (template) => {
  const name = template.dataset.widget;
  const widget = name.split(".").reduce((scope, part) => scope?.[part], window);
  if (!widget) return;
  const values = JSON.parse(template.dataset.widgetArguments);
  template.remove();
  // What only initialises an element is an arrow function: nothing that `new` could make.
  if (widget.prototype) new widget(...values);
  else widget(...values);
};

const startAll = (scope) => scope.querySelectorAll("template[data-widget]").forEach(start);

// wagtail-localize's list of languages: one box ticks all.
const tickAll = ({ target }) => {
  if (target.name !== "select_all") return;
  for (const box of document.querySelectorAll('[name="locales"]')) box.checked = target.checked;
};

const watch = () => {
  const urls = document.querySelector("template[data-chooser-urls]");
  if (urls) window.chooserUrls ??= JSON.parse(urls.dataset.chooserUrls);
  document.addEventListener("change", tickAll);
  startAll(document);
  // Panels and dialogs bring widgets after the page has loaded.
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) if (node.nodeType === Node.ELEMENT_NODE) startAll(node.parentNode ?? node);
    }
  }).observe(document.body, { childList: true, subtree: true });
};

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", watch);
else watch();
