// What every page needs beside htmx: charts when there are any, and a page that stays as it was
// left while a part of it is replaced.
const plots = "[data-chart]";

async function drawCharts(root) {
  const found = [...root.querySelectorAll(plots)];
  if (found.length > 0) {
    const { draw } = await import("/assets/charts.js");
    found.forEach(draw);
  }
}

// What a person opened stays open.
let opened = [];
document.addEventListener("htmx:beforeSwap", (event) => {
  opened = [...event.target.querySelectorAll("details[id][open]")].map((it) => it.id);
});
document.addEventListener("htmx:afterSettle", () => {
  opened.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
  opened = [];
  drawCharts(document);
});

// Forms that ask first. A form is sent once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) {
    event.preventDefault();
    return;
  }
  if (form.method === "post" && !form.hasAttribute("hx-post")) {
    setTimeout(() => form.querySelectorAll("button").forEach((it) => { it.disabled = true; }));
  }
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form button:disabled").forEach((it) => { it.disabled = false; });
});

document.getElementById("problem")?.focus();
drawCharts(document);
