/* The front desk while the line is down. Arrivals and people turned away are kept in this browser
   (IndexedDB: codes and reasons only, no names) and sent later, each with a key of its own, so that
   sending twice counts once. A signed QR is verified here with the office's public keys. */
(function () {
  "use strict";
  var desk = document.getElementById("meja");
  if (!desk || !window.indexedDB || !window.fetch) { return; }
  var keys = JSON.parse(desk.getAttribute("data-keys")), office = desk.getAttribute("data-office");
  var behind = parseInt(desk.getAttribute("data-now"), 10) - Date.now();
  var zone = parseInt(desk.getAttribute("data-zone"), 10) * 60000;
  var line = document.getElementById("jalur"), said = document.getElementById("hasil");
  var sending = false, RETRY = 10000, video = document.getElementById("gambar");

  function now() { return new Date(Date.now() + behind); }
  function today() { return new Date(now().getTime() + zone).toISOString().slice(0, 10); }
  function entryKey() {
    var raw = new Uint8Array(15);
    window.crypto.getRandomValues(raw);
    return Array.prototype.map.call(raw, function (n) { return ("0" + n.toString(16)).slice(-2); }).join("");
  }

  /* ---- what is kept */
  function store(mode, act) {
    return new Promise(function (done, failed) {
      var open = window.indexedDB.open("lawang-loket", 1);
      open.onupgradeneeded = function () { open.result.createObjectStore("entries", { keyPath: "key" }); };
      open.onerror = function () { failed(open.error); };
      open.onsuccess = function () {
        var task = open.result.transaction("entries", mode), answer = act(task.objectStore("entries"));
        task.oncomplete = function () { open.result.close(); done(answer && answer.result); };
        task.onerror = function () { open.result.close(); failed(task.error); };
      };
    });
  }
  function kept() { return store("readonly", function (rows) { return rows.getAll(); }).then(function (all) {
    return all.filter(function (row) { return row.office === office; });
  }); }
  function keep(row) { return store("readwrite", function (rows) { return rows.put(row); }); }
  function drop(key) { return store("readwrite", function (rows) { return rows.delete(key); }); }

  /* ---- words */
  function tell(kind, text) {
    said.className = "note is-" + kind;
    said.textContent = text;
    said.hidden = false;
  }
  function showWaiting() {
    return kept().then(function (rows) {
      var n = rows.length;
      line.hidden = !n && navigator.onLine;
      line.className = "note is-" + (navigator.onLine ? "wait" : "warn");
      line.textContent = (navigator.onLine ? "" : "Jalur putus. Kedatangan tetap bisa dicatat di sini. ") +
        (n ? n + " " + (rows.every(function (row) { return row.fields.kode; }) ? "kedatangan" : "catatan") + " menunggu dikirim." : "");
    });
  }

  /* ---- the signed QR */
  function bytes(text) {
    var plain = window.atob(text.replace(/-/g, "+").replace(/_/g, "/") + "===".slice((text.length + 3) % 4));
    return Uint8Array.from(plain, function (sign) { return sign.charCodeAt(0); });
  }
  function genuine(text) {
    var cut = text.lastIndexOf("|"), what = new TextEncoder().encode(text.slice(0, cut)), signature;
    try { signature = bytes(text.slice(cut + 1)); } catch (bad) { return Promise.resolve(false); }
    var how = { name: "ECDSA", namedCurve: "P-256" };
    return Promise.all(keys.map(function (key) {
      return window.crypto.subtle.importKey("jwk", key, how, false, ["verify"]).then(function (ready) {
        return window.crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, ready, signature, what);
      });
    })).then(function (answers) { return answers.indexOf(true) >= 0; });
  }
  /* Resolves to {ok, words, label} for a code that was scanned or typed without a line. */
  function judge(text) {
    var parts = text.split("|");
    if (parts[0] !== "LW1" || parts.length !== 12) {
      return Promise.resolve({ ok: true, label: text.toUpperCase(), words: text.toUpperCase() + ": dicatat. Kode belum bisa diperiksa tanpa jalur." });
    }
    if (parts[1] !== office) { return Promise.resolve({ ok: false, words: "Kode ini untuk kantor lain." }); }
    return genuine(text).then(function (right) {
      if (!right) { return { ok: false, words: "Kode QR ini tidak asli. Mohon periksa KTP dan nomornya." }; }
      if (parts[4] !== today()) { return { ok: false, words: "Nomor " + parts[7] + " bukan untuk hari ini." }; }
      return { ok: true, label: parts[7], words: parts[7] + ": asli, dicatat datang. Dikirim begitu jalur kembali." };
    });
  }

  /* ---- sending */
  function post(url, fields) {
    var body = new URLSearchParams(fields);
    return window.fetch(url, { method: "POST", body: body, redirect: "manual", credentials: "same-origin", headers: {
      Accept: "application/json", "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value
    } });
  }
  function send() {
    if (sending) { return Promise.resolve(); }
    sending = true;
    return kept().then(function (rows) {
      return rows.sort(function (a, b) { return a.at < b.at ? -1 : 1; }).reduce(function (before, row) {
        return before.then(function () {
          return post(row.url, row.fields).then(function (answer) {
            if (answer.type === "opaqueredirect" || answer.status === 403) {
              tell("warn", "Sesi sudah berakhir. Masuk lagi supaya kedatangan terkirim.");
              throw new Error("signed out");
            }
            if (answer.status >= 500) { throw new Error("server"); }
            return answer.json().then(function (words) {
              if (!words.ok) { tell("warn", row.label + ": " + words.words); }
              return drop(row.key);
            });
          });
        });
      }, Promise.resolve());
    }).then(null, function () { /* kept; tried again */ }).then(function () {
      sending = false;
      return showWaiting();
    });
  }

  /* ---- forms that work without a line */
  function fieldsOf(form) {
    var fields = {};
    new FormData(form).forEach(function (value, name) { if (name !== "csrfmiddlewaretoken") { fields[name] = value; } });
    fields.entri = entryKey();
    fields.pukul = now().toISOString();
    return fields;
  }
  function without(form, fields) {
    var code = fields.kode;
    return (code === undefined ? Promise.resolve({ ok: true, label: "Penolakan", words: "Penolakan dicatat. Dikirim begitu jalur kembali." }) : judge(code.trim()))
      .then(function (verdict) {
        if (!verdict.ok) { tell("closed", verdict.words); return null; }
        return kept().then(function (rows) {
          if (code !== undefined && rows.some(function (row) { return row.label === verdict.label; })) {
            tell("warn", verdict.label + " sudah dicatat datang di meja ini.");
            return null;
          }
          return keep({ key: fields.entri, office: office, url: form.getAttribute("action"), fields: fields, at: fields.pukul, label: verdict.label })
            .then(function () { tell("open", verdict.words); form.reset(); return showWaiting(); });
        });
      });
  }
  function submit(form) {
    var fields = fieldsOf(form);
    if (!navigator.onLine) { return without(form, fields); }
    return post(form.getAttribute("action"), fields).then(function (answer) {
      if (answer.type === "opaqueredirect" || answer.status === 403) { form.submit(); return null; }
      return answer.json().then(function (words) {
        if (words.go && (!video || video.hidden)) { window.location.href = words.go; return; }
        tell(words.ok ? "open" : "closed", words.words);
        form.reset();
      });
    }, function () { return without(form, fields); });
  }
  Array.prototype.forEach.call(document.querySelectorAll("form[data-luring]"), function (form) {
    form.addEventListener("submit", function (event) { event.preventDefault(); submit(form); });
  });

  /* ---- the camera */
  var open = document.getElementById("kamera"), code = document.getElementById("kode");
  if (open && window.LawangPindai) {
    open.hidden = false;
    open.onclick = function () {
      if (!video.hidden) { window.LawangPindai.stop(video); video.hidden = true; open.textContent = "Pindai dengan kamera"; return; }
      video.hidden = false;
      open.textContent = "Matikan kamera";
      window.LawangPindai.start(video, function (text) { code.value = text; submit(code.form); }).catch(function () {
        video.hidden = true;
        open.textContent = "Pindai dengan kamera";
        tell("warn", "Kamera tidak bisa dibuka. Ketik nomornya saja.");
      });
    };
  }

  window.addEventListener("online", send);
  window.addEventListener("offline", showWaiting);
  window.setInterval(function () { if (navigator.onLine) { send(); } }, RETRY);
  send();
})();
