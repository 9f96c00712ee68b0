// Shows the words behind a value beside it, without leaving the page. Without this script the same links load the page anew.
"use strict";
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-why]");
  const panel = document.getElementById("evidence");
  if (!link || !panel || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  try {
    const address = new URL(link.href);
    address.searchParams.set("part", "evidence");
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    panel.replaceChildren(...page.body.childNodes);
    for (const other of document.querySelectorAll("a[data-why][aria-current]")) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    history.replaceState(null, "", link.href);
    const narrow = window.matchMedia("(max-width: 60rem)").matches;
    panel.focus({ preventScroll: !narrow });
    if (narrow) panel.scrollIntoView();
    else panel.scrollTop = 0;
  } catch {
    window.location.assign(link.href);
  }
});
