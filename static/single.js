// The parts of a page of one file, which stand in the page itself: compressed, in letters.
//
// In: elements of data, by the name of the part. Out: what boot.js would have fetched. Knows nothing of what is in them.
(function () {
  "use strict";
  var given;
  var module = new Promise(function (resolve) { given = resolve; });
  window.policyExplorerInside = {
    // The program's own script calls this at its end.
    give: function (init) { given({ "default": init }); },
    imported: function () { return module; },
    received: function (name) {
      return new Promise(function (resolve) {
        if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", resolve);
        else resolve();
      }).then(function () {
        var letters = atob(document.getElementById("part " + name).textContent);
        var bytes = Uint8Array.from(letters, function (sign) { return sign.charCodeAt(0); });
        var plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
        return new Response(plain).arrayBuffer();
      }).then(function (plain) { return new Uint8Array(plain); });
    }
  };
})();
