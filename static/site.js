// Small improvements only: every page reads and works without this file.
const root = document.documentElement;
const all = (selector, scope = document) => [...scope.querySelectorAll(selector)];
const remember = (name, value) => {
  document.cookie = `${name}=${value};path=/;max-age=31536000;samesite=lax`;
};

// Buttons that only a script can serve are printed hidden.
all("[data-scripted]").forEach((button) => { button.hidden = false; });

// Appearance: the cookie lets the server print data-theme, so pages never flash.
all("[data-theme-toggle]").forEach((button) => {
  button.addEventListener("click", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    remember("theme", root.dataset.theme);
  });
});

// Side lists are closed on phones and open on wide screens.
if (matchMedia("(min-width: 64rem)").matches) {
  all("details[data-open-wide]").forEach((details) => { details.open = true; });
}

// Menus close on Escape and on a press elsewhere.
const closeMenus = (except) => all("details.menu[open]").forEach((menu) => {
  if (menu !== except) menu.open = false;
});
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// Toast: announced politely, gone after five seconds.
const say = (text) => {
  const box = document.querySelector(".toasts");
  if (!box) return;
  const toast = Object.assign(document.createElement("p"), { className: "toast", textContent: text });
  box.append(toast);
  setTimeout(() => toast.remove(), 5000);
};

all("[data-copy]").forEach((button) => {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    say(button.dataset.said);
  });
});

all("[data-print]").forEach((button) => button.addEventListener("click", () => print()));

all("[data-dialog]").forEach((button) => {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById(button.dataset.dialog).showModal();
  });
});

// Show and hide a password.
all("[data-reveal]").forEach((button) => {
  button.addEventListener("click", () => {
    const input = document.getElementById(button.dataset.reveal);
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!shown));
  });
});

// Network state.
const netbar = document.querySelector("[data-netbar]");
const showNetwork = () => { if (netbar) netbar.hidden = navigator.onLine && !netbar.dataset.always; };
addEventListener("online", showNetwork);
addEventListener("offline", showNetwork);
showNetwork();

// A form is sent once.
all("form[method=post]").forEach((form) => {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    all("button[type=submit]", form).forEach((button) => { button.setAttribute("aria-busy", "true"); });
  });
});

// A page that comes back from the history may be sent again.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  all("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
  all("button[type=submit][aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
});

// An error summary takes the focus.
document.querySelector(".errors")?.focus();
