/* The hall screen. Asks for the board every 2.5 s with its ETag and puts in what has changed.
   Plain old JavaScript: televisions have old browsers. Nothing grows: one board, one set of calls,
   one timer. When the line is lost the last numbers stay, and the screen says since when. */
(function () {
  "use strict";
  var EVERY = 2500, LOST_AFTER = 2, GIVE_UP = 8000;
  var body = document.body, board = document.getElementById("papan");
  var clock = document.getElementById("jam"), lost = document.getElementById("putus");
  var button = document.getElementById("suara"), voice = window.LawangSuara;
  var etag = "", failed = 0, heard = calls(), behind = parseInt(body.getAttribute("data-now"), 10) - Date.now();
  var lastGood = clock.textContent;

  function calls() {
    var found = {}, rows = board.querySelectorAll("[data-call]");
    for (var i = 0; i < rows.length; i++) { found[rows[i].getAttribute("data-call")] = rows[i]; }
    return found;
  }

  function two(n) { return n < 10 ? "0" + n : String(n); }

  /* The office's own time: what the server said, moved on by this machine's clock. */
  function now() {
    var at = new Date(Date.now() + behind + parseInt(body.getAttribute("data-zone"), 10) * 60000);
    return two(at.getUTCHours()) + "." + two(at.getUTCMinutes()) + " " + body.getAttribute("data-zone-name");
  }

  function tick() {
    var text = now();
    if (clock.textContent !== text) { clock.textContent = text; }
  }

  function announce() {
    var found = calls(), fresh = {};
    for (var key in found) {
      if (!heard[key]) { voice.call(found[key].getAttribute("data-number"), found[key].getAttribute("data-counter")); }
      fresh[key] = true;
    }
    heard = fresh;
  }

  function good(ask) {
    var said = parseInt(ask.getResponseHeader("X-Lawang-Now"), 10);
    if (said) { behind = said - Date.now(); }
    failed = 0;
    lastGood = now();
    if (!lost.hidden) { lost.hidden = true; }
    if (ask.status === 304) { return; }
    etag = ask.getResponseHeader("ETag") || "";
    var version = ask.getResponseHeader("X-Lawang-Version");
    if (version && version !== body.getAttribute("data-version")) { window.location.reload(); return; }
    board.innerHTML = ask.responseText;
    document.getElementById("hari").textContent = board.querySelector("[data-day]").getAttribute("data-day");
    announce();
  }

  function bad() {
    failed += 1;
    if (failed < LOST_AFTER) { return; }
    var text = "Terhubung kembali sebentar lagi. Terakhir pukul " + lastGood;
    if (lost.lastChild.textContent !== text) { lost.lastChild.textContent = text; }
    lost.hidden = false;
  }

  function poll() {
    var ask = new XMLHttpRequest(), over = false;
    function end(act) {
      return function () {
        if (over) { return; }
        over = true;
        try { act(ask); } finally { window.setTimeout(poll, EVERY); }
      };
    }
    ask.open("GET", body.getAttribute("data-board"));
    if (etag) { ask.setRequestHeader("If-None-Match", etag); }
    ask.timeout = GIVE_UP;
    ask.onload = end(function () {
      if (ask.status === 200 || ask.status === 304) { good(ask); } else { bad(); }
    });
    ask.onerror = ask.ontimeout = ask.onabort = end(bad);
    ask.send();
  }

  function askForSound() { button.hidden = !voice.possible || voice.allowed(); }

  voice.setUp(body.getAttribute("data-voice"));
  button.onclick = function () { voice.allow(askForSound); };
  askForSound();
  window.setInterval(tick, 1000);
  window.setInterval(askForSound, 5000);
  poll();
})();
