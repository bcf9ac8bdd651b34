/* Reads a QR with the camera: the browser's own BarcodeDetector, else jsQR. Nothing leaves the
   machine. `LawangPindai.start(video, found)` calls found(text) for each new code; stop() ends. */
(function () {
  "use strict";
  var EVERY = 180, MOST_WIDE = 640;
  var stream = null, timer = 0, last = "", lastAt = 0;

  function reader() {
    if ("BarcodeDetector" in window) {
      try {
        var own = new window.BarcodeDetector({ formats: ["qr_code"] });
        return function (video) {
          return own.detect(video).then(function (codes) { return codes.length ? codes[0].rawValue : ""; });
        };
      } catch (none) { /* announced but not there: fall through to jsQR */ }
    }
    var canvas = document.createElement("canvas");
    var pen = canvas.getContext("2d", { willReadFrequently: true });
    return function (video) {
      var scale = Math.min(1, MOST_WIDE / video.videoWidth);
      canvas.width = Math.round(video.videoWidth * scale);
      canvas.height = Math.round(video.videoHeight * scale);
      pen.drawImage(video, 0, 0, canvas.width, canvas.height);
      var picture = pen.getImageData(0, 0, canvas.width, canvas.height);
      var code = window.jsQR ? window.jsQR(picture.data, canvas.width, canvas.height) : null;
      return Promise.resolve(code ? code.data : "");
    };
  }

  function start(video, found) {
    var read = reader();
    function look() {
      if (!stream) { return; }
      var again = function () { timer = window.setTimeout(look, EVERY); };
      if (!video.videoWidth) { again(); return; }
      read(video).then(function (text) {
        var now = Date.now();
        if (text && (text !== last || now - lastAt > 4000)) { last = text; lastAt = now; found(text); }
        again();
      }, again);
    }
    if (!navigator.mediaDevices) { return Promise.reject(new Error("no camera")); }
    return navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false })
      .then(function (opened) {
        stream = opened;
        video.srcObject = opened;
        return video.play().then(look);
      });
  }

  function stop(video) {
    window.clearTimeout(timer);
    if (stream) { stream.getTracks().forEach(function (track) { track.stop(); }); }
    stream = null;
    last = "";
    video.srcObject = null;
  }

  window.LawangPindai = { start: start, stop: stop };
})();
