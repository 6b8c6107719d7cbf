/* Enter sends the one line that was typed into the box; in a text of several lines it begins another. */
document.getElementById("home-text").addEventListener("keydown", (event) => {
  const { key, shiftKey, isComposing, target } = event;
  if (key !== "Enter" || shiftKey || isComposing || target.value.includes("\n")) return;
  event.preventDefault();
  target.form.requestSubmit();
});
