/* The print button of the small ticket; without script the browser's own menu prints it. */
(function () {
  "use strict";
  var button = document.getElementById("cetak");
  if (!button) { return; }
  button.hidden = false;
  button.onclick = function () { window.print(); };
  button.focus();
})();
