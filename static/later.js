// What can wait until the page is open: it is installed, so that it works without a network, and looks whether the
// server has a new version. The page that is open goes on as it is; the reader decides when the new one comes.
//
// In: the page's version. Out: a service worker's registration, and a line at the foot of the window. Knows nothing of
// the programs.
(function () {
  "use strict";
  var boot = window.policyExplorerBoot;
  var words = {
    "zh-CN": {
      news: "网站有新版本。当前页面可以继续使用。", load: "载入新版", dismiss: "以后", coming: "正在取新版……",
      failed: "新版没有取全，可能还在上传。当前页面可以继续使用，请稍后再试。"
    },
    en: {
      news: "There is a new version of this site. This page goes on working.", load: "Load it", dismiss: "Later",
      coming: "The new version is coming …",
      failed: "The new version did not come whole; it may still be on its way to the server. This page goes on working; try again later."
    }
  };
  // Asked no oftener than that, in ms.
  var PAUSE = 600000;
  function version(html) {
    var found = /content="?([0-9a-f]{16})"? name="?version/.exec(html);
    return found && found[1];
  }
  var ours = document.querySelector("meta[name=version]").content;
  // Secure pages have workers; so have this machine's own. A frame without an origin may not even ask. In a portal's frame
  // nothing is installed, but what was installed by a visit to the page itself answers there too.
  var workers;
  try {
    workers = window.isSecureContext && navigator.serviceWorker;
  } catch (error) {
    workers = null;
  }
  var isEmbedded = /[?&]embed=/.test(location.search);

  function again() { location.reload(); }
  // This page, from the worker if there is one, else from the server.
  function page(store) {
    return fetch(location.href.split(/[?#]/)[0], { cache: store }).then(function (response) {
      return response.ok ? response.text() : "";
    });
  }
  // The new version takes over in all windows at once; without a worker, loading again is all there is to do.
  function takeOver() {
    if (!workers) return again();
    function failed() {
      workers.removeEventListener("controllerchange", again);
      show("failed", ["dismiss"]);
      isOffered = false;
    }
    function follow(worker) {
      if (worker.state === "redundant") failed();
      else if (worker.state === "installing") worker.addEventListener("statechange", function () { follow(worker); }, { once: true });
      else {
        worker.postMessage("take over");
        setTimeout(again, 10000);
      }
    }
    show("coming", []);
    workers.addEventListener("controllerchange", again);
    workers.getRegistration().then(function (registration) {
      if (!registration) return again();
      return registration.update().then(function () {
        var next = registration.installing || registration.waiting;
        if (next) return follow(next);
        // Another window has let it take over already; or the server has but half of it.
        return page("default").then(function (html) {
          if (version(html) === ours) failed();
          else again();
        });
      });
    }).catch(failed);
  }
  var box, isOffered = false, acts = { load: takeOver, dismiss: function () { box.remove(); } };
  function show(line, buttons) {
    var say = words[document.documentElement.lang] || words.en;
    box.textContent = say[line];
    buttons.forEach(function (name) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "plain";
      button.textContent = say[name];
      button.addEventListener("click", acts[name]);
      box.append(" ", button);
    });
  }
  function offer() {
    if (isOffered) return;
    isOffered = true;
    if (box) box.remove();
    box = document.createElement("div");
    box.className = "news";
    box.setAttribute("role", "status");
    show("news", ["load", "dismiss"]);
    document.body.append(box);
  }
  var asked = Date.now();
  // Asks the server itself, past the browser's store and the worker.
  function look() {
    asked = Date.now();
    return page("no-store").then(function (html) {
      var theirs = version(html);
      if (theirs && theirs !== ours) offer();
    }).catch(function () {});   // without a network there is nothing new
  }
  boot.look = look;
  document.addEventListener("visibilitychange", function () {
    if (!document.hidden && Date.now() - asked > PAUSE) look();
  });
  if (workers && !isEmbedded) {
    // The worker fetches all that is not here yet. Where it is not allowed, the page works as before.
    workers.register(boot.trusted.createScriptURL("sw.js")).catch(function () { boot.prefetch(); });
  } else if (!(navigator.connection && navigator.connection.saveData)) {
    // What is here needs no server, even if the server has another version by then.
    boot.prefetch();
  }
})();
