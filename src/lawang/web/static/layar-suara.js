/* The hall's voice: joins recorded clips into "nomor antrean A dua puluh tujuh, silakan ke loket
   satu". Web Audio, because its clips follow each other without gaps and need no media permission
   but one click. Old browsers without it stay silent; the screen says everything anyway. */
(function () {
  "use strict";
  var Context = window.AudioContext || window.webkitAudioContext;
  var MOST_WAITING = 6;
  var folder = "", sound = null, clips = {}, waiting = [], speaking = false;

  function below100(n) {
    if (n < 12) { return [String(n)]; }
    if (n < 20) { return [String(n - 10), "belas"]; }
    var tens = [String(Math.floor(n / 10)), "puluh"];
    return n % 10 ? tens.concat([String(n % 10)]) : tens;
  }

  function numberWords(n) {
    if (n < 100) { return below100(n); }
    if (n > 999) { return String(n).split(""); }
    var head = n < 200 ? ["seratus"] : [String(Math.floor(n / 100)), "ratus"];
    return n % 100 ? head.concat(below100(n % 100)) : head;
  }

  /* "A-027" and "Loket 1" as names of clips; what is no letter or number is not spoken. */
  function spelled(label) {
    var words = [], parts = label.match(/[A-Za-z]+|\d+/g) || [];
    for (var i = 0; i < parts.length; i++) {
      if (/\d/.test(parts[i])) { words = words.concat(numberWords(parseInt(parts[i], 10))); }
      else if (parts[i].length === 1) { words.push("huruf-" + parts[i].toLowerCase()); }
    }
    return words;
  }

  function callWords(number, counter) {
    var place = spelled(counter);
    var words = ["bel", "nomor"].concat(spelled(number));
    return place.length ? words.concat(["loket"], place) : words;
  }

  function clip(name, done) {
    if (clips[name]) { done(clips[name]); return; }
    var ask = new XMLHttpRequest();
    ask.open("GET", folder + name + ".mp3");
    ask.responseType = "arraybuffer";
    ask.timeout = 5000;
    ask.onload = function () {
      if (ask.status !== 200) { done(null); return; }
      sound.decodeAudioData(ask.response, function (buffer) {
        clips[name] = buffer;
        done(buffer);
      }, function () { done(null); });
    };
    ask.onerror = ask.ontimeout = function () { done(null); };
    ask.send();
  }

  function all(names, done) {
    var found = [], left = names.length;
    names.forEach(function (name, place) {
      clip(name, function (buffer) {
        found[place] = buffer;
        left -= 1;
        if (!left) { done(found); }
      });
    });
  }

  function play(buffers) {
    var at = sound.currentTime + 0.05;
    buffers.forEach(function (buffer) {
      if (!buffer) { return; }
      var source = sound.createBufferSource();
      source.buffer = buffer;
      source.connect(sound.destination);
      source.start(at);
      at += buffer.duration;
    });
    return (at - sound.currentTime) * 1000;
  }

  function next() {
    if (speaking || !waiting.length || !allowed()) { return; }
    speaking = true;
    all(waiting.shift(), function (buffers) {
      window.setTimeout(function () { speaking = false; next(); }, play(buffers) + 600);
    });
  }

  function allowed() { return !!sound && sound.state === "running"; }

  window.LawangSuara = {
    possible: !!Context,
    words: callWords,
    allowed: allowed,
    setUp: function (where) {
      folder = where;
      if (Context) { sound = new Context(); }
    },
    /* Must be called from a click; `then` hears whether it worked. */
    allow: function (then) {
      if (!sound) { then(false); return; }
      sound.resume().then(function () {
        then(allowed());
        waiting = [["bel"]];
        next();
      }, function () { then(false); });
    },
    call: function (number, counter) {
      if (!allowed()) { return; }
      waiting.push(callWords(number, counter));
      while (waiting.length > MOST_WAITING) { waiting.shift(); }
      next();
    }
  };
})();
