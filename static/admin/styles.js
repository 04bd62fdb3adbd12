// Style sheets that the administration's own scripts make (Draftail's placeholders and lists) carry the page's nonce.
// This opens nothing: what can call createElement is a script that the policy has already let run.
{
  const { nonce } = document.currentScript;
  const { createElement } = Document.prototype;
  Document.prototype.createElement = function create(name, options) {
    const element = createElement.call(this, name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
}
