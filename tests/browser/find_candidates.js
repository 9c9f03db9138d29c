const [role, name] = arguments;
const NATIVE = {
  article: "article",
  button: "button, summary, input[type=button], input[type=submit]",
  checkbox: "input[type=checkbox]",
  combobox: "select, input[list]",
  complementary: "aside",
  dialog: "dialog",
  heading: "h1, h2, h3, h4, h5, h6",
  link: "a[href]",
  list: "ul, ol",
  listbox: "select",
  listitem: "li",
  mark: "mark",
  progressbar: "progress",
  radio: "input[type=radio]",
  region: "section",
  searchbox: "input[type=search]",
  status: "output",
  table: "table",
  textbox: "textarea, input:not([type]), input[type=text], [contenteditable]",
};
const selector = `[role~="${role}"]` + (NATIVE[role] ? `, ${NATIVE[role]}` : "");
const dialog = [...document.querySelectorAll("dialog:modal")].pop();
const plain = (text) => text.replace(/\s+/g, " ").trim();
const seemsNamed = (element) =>
  [element.getAttribute("aria-label") ?? "", element.title, element.textContent,
    ...[...element.labels ?? []].map((label) => label.textContent)]
    .some((text) => plain(text).includes(name));

const shown = [...document.querySelectorAll(selector)].filter((element) =>
  element.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert]")
  && (!dialog || dialog.contains(element)));
return [...shown.filter(seemsNamed), ...shown.filter((element) => !seemsNamed(element))].slice(0, 50);
