// What can wait until the page is open: it is installed, so that it works without a network, and looks whether the
// server has a new version. The page that is open goes on as it is; the reader decides when the new one comes.
//
// In: the page's version. Out: a service worker's registration, and a line at the foot of the window. Knows nothing of
// the programs.
(function () {
  "use strict";
  var boot = window.policyExplorerBoot;
  var words = {
    "zh-CN": { news: "网站有新版本。当前页面可以继续使用。", load: "载入新版", dismiss: "以后" },
    en: { news: "There is a new version of this site. This page goes on working.", load: "Load it", dismiss: "Later" }
  };
  // Asked no oftener than that, in ms.
  var PAUSE = 600000;
  function version(html) {
    var found = /content="?([0-9a-f]{16})"? name="?version/.exec(html);
    return found && found[1];
  }
  var ours = document.querySelector("meta[name=version]").content;
  // Secure pages have workers; so have this machine's own. A frame without an origin may not even ask.
  var workers;
  try {
    workers = window.isSecureContext && !/[?&]embed=/.test(location.search) && navigator.serviceWorker;
  } catch (error) {
    workers = null;
  }

  // The new version takes over in all windows at once; without a worker, loading again is all there is to do.
  function takeOver() {
    function again() { location.reload(); }
    if (!workers) return again();
    setTimeout(again, 10000);
    workers.addEventListener("controllerchange", again);
    workers.getRegistration().then(function (registration) {
      if (!registration) return again();
      function ask() {
        if (registration.waiting) registration.waiting.postMessage("take over");
      }
      return registration.update().then(function () {
        if (registration.installing) registration.installing.addEventListener("statechange", ask);
        else if (registration.waiting) ask();
        else again();
      });
    }).catch(again);
  }
  var box;
  function offer() {
    if (box) return;
    var say = words[document.documentElement.lang] || words.en;
    box = document.createElement("div");
    box.className = "news";
    box.setAttribute("role", "status");
    box.append(say.news);
    [[say.load, takeOver], [say.dismiss, function () { box.remove(); }]].forEach(function (act) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "plain";
      button.textContent = act[0];
      button.addEventListener("click", act[1]);
      box.append(" ", button);
    });
    document.body.append(box);
  }
  var asked = Date.now();
  // Asks the server itself, past the browser's store and the worker.
  function look() {
    asked = Date.now();
    return fetch(location.href.split(/[?#]/)[0], { cache: "no-store" }).then(function (response) {
      return response.ok ? response.text() : "";
    }).then(function (html) {
      var theirs = version(html);
      if (theirs && theirs !== ours) offer();
    }).catch(function () {});   // without a network there is nothing new
  }
  boot.look = look;
  document.addEventListener("visibilitychange", function () {
    if (!document.hidden && Date.now() - asked > PAUSE) look();
  });
  if (workers) {
    // The worker fetches all that is not here yet. Where it is not allowed, the page works as before.
    workers.register(boot.trusted.createScriptURL("sw.js")).catch(function () { boot.prefetch(); });
  } else if (!(navigator.connection && navigator.connection.saveData)) {
    // What is here needs no server, even if the server has another version by then.
    boot.prefetch();
  }
})();
