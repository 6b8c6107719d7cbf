/* Where htmx changes the address of a page, its links to the other language follow, and empty filters stay out of it. */
const inBothLanguages = () => document.querySelectorAll(".site-language, link[hreflang]");
const follow = () => {
  for (const link of inBothLanguages()) {
    const address = new URL(link.href);
    address.search = location.search;
    link.href = address;
  }
};
for (const change of ["htmx:pushedIntoHistory", "htmx:replacedInHistory", "htmx:historyRestore"]) {
  document.addEventListener(change, follow);
}
// The slider over the years writes the address by itself.
for (const approach of ["pointerdown", "focusin"]) {
  document.addEventListener(approach, (event) => event.target.closest?.(".site-language") && follow());
}
document.addEventListener("htmx:configRequest", (event) => {
  const { formData, verb } = event.detail;
  if (verb !== "get") return;
  for (const name of new Set(formData.keys())) {
    const kept = formData.getAll(name).filter((value) => value !== "");
    formData.delete(name);
    for (const value of kept) formData.append(name, value);
  }
});
