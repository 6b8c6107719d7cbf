/* A button that copies the reference before it. Without this file, one click selects the whole of it. */
const show = () => {
  // Only where pages may write to the clipboard, as they may over HTTPS.
  if (navigator.clipboard) for (const button of document.querySelectorAll(".copy")) button.hidden = false;
};
document.addEventListener("click", async ({ target: button }) => {
  if (!button.matches(".copy")) return;
  const texts = [...button.closest("section, div").querySelectorAll(".reference, pre")];
  const text = texts.findLast((one) => one.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING);
  try {
    await navigator.clipboard.writeText(text.textContent.trim());
    button.textContent = button.dataset.done;
  } catch {
    getSelection().selectAllChildren(text);
  }
});
document.addEventListener("htmx:afterSettle", show);
show();
