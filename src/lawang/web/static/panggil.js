/* Keys for the counter: one letter presses the button that shows it; nothing while typing. The
   list is asked again every 20 s while nobody is at this counter and nothing is being typed. */
(function () {
  "use strict";
  function typing() { return /^(INPUT|SELECT|TEXTAREA)$/.test((document.activeElement || {}).tagName || ""); }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing()) { return; }
    var button = document.querySelector("[data-tombol='" + event.key.toLowerCase().replace(/[^a-z]/g, "") + "']");
    if (button) { event.preventDefault(); button.click(); }
  });
  document.addEventListener("submit", function (event) {
    var button = event.target.querySelector("button");
    if (event.target.getAttribute("data-sent")) { event.preventDefault(); return; }
    if (event.target.method === "post") { event.target.setAttribute("data-sent", "1"); }
    if (button) { button.setAttribute("aria-disabled", "true"); }
  });
  if (document.querySelector("[data-tombol='n']")) {
    window.setInterval(function () {
      if (!typing() && navigator.onLine && !document.hidden) { window.location.replace(window.location.pathname + window.location.search.replace(/&(baru|langkah)=[^&]*/g, "")); }
    }, 20000);
  }
})();
