// Fetches the corpus and the programs that the page names, and starts the program that the address needs: the first,
// which searches, or the whole, which has all pages. Says in both languages why the page could not be started, also
// when WebAssembly itself could not, or why it ended. Everything is set as text; nothing that failed is ever read as
// markup.
(function () {
  "use strict";
  var words = {
    "zh-CN": {
      title: "页面无法运行",
      body: "语料或程序没有完整取到，程序中途出错，或浏览器不支持 WebAssembly。请重新载入；若仍不行，请把下面一行转给网站管理员，并换用近两年的 Chrome、Edge、Firefox 或 Safari。",
      again: "重新载入"
    },
    en: {
      title: "The page cannot run",
      body: "The corpus or the program did not arrive whole, the program failed, or this browser lacks WebAssembly. Load the page again; if that does not help, send the line below to the site’s administrator, and use a Chrome, Edge, Firefox or Safari of the last two years.",
      again: "Load again"
    }
  };
  function element(name, className, text) {
    var made = document.createElement(name);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  }
  var shown = false;
  function failed(cause) {
    var root = document.getElementById("root");
    if (shown) return;
    if (!root) {
      // Something failed before the body was read.
      document.addEventListener("DOMContentLoaded", function () { failed(cause); });
      return;
    }
    shown = true;
    var box = element("div", "failure", "");
    box.setAttribute("role", "alert");
    Object.keys(words).forEach(function (lang) {
      var part = element("section", "failure__part", "");
      part.lang = lang;
      part.appendChild(element("h1", "failure__title", words[lang].title));
      part.appendChild(element("p", "", words[lang].body));
      var again = element("button", "btn", words[lang].again);
      again.type = "button";
      again.addEventListener("click", function () { location.reload(); });
      part.appendChild(again);
      box.appendChild(part);
    });
    box.appendChild(element("p", "failure__detail", String(cause)));
    var app = element("div", "app", "");
    var page = element("main", "page sheet", "");
    page.appendChild(box);
    app.appendChild(page);
    root.textContent = "";
    root.appendChild(app);
  }
  // Once the page is open, other scripts' errors are not ours. A trap is: a panic, no memory left; so is a full stack.
  function isTheEnd(error) {
    return !(window.policyExplorer && window.policyExplorer.search) || error instanceof WebAssembly.RuntimeError ||
      /call stack|recursion/.test(error && error.message);
  }
  window.addEventListener("unhandledrejection", function (event) {
    if (isTheEnd(event.reason)) failed(event.reason);
  });
  window.addEventListener("error", function (event) {
    if (event.target && event.target !== window && (event.target.src || event.target.href)) {
      if (!event.target.isAwaited) failed(event.target.src || event.target.href);
    } else if (event.target === window && isTheEnd(event.error)) {
      // A module that could not start says so here, and not as a rejection.
      failed(event.message || event.error);
    }
  }, true);

  function fetched(url, options) {
    return fetch(url, options).then(function (response) {
      if (!response.ok) throw new Error(url + ": HTTP " + response.status);
      return response;
    }, function (error) { throw new Error(url + ": " + error.message); });
  }
  // What a program's files must hash to, by their names: they are run, so they are checked.
  var hashes = {};
  document.querySelector("meta[name=integrity]").content.split(" ").forEach(function (word, at, all) {
    if (at % 2) hashes["./" + all[at - 1]] = word;
  });
  // Streamed if the server says what it is: then the browser keeps the compiled code too.
  function compiled(url) {
    return fetched(url, { integrity: hashes[url] || "" }).then(function (response) {
      var module = /^application\/wasm/.test(response.headers.get("Content-Type")) ?
        WebAssembly.compileStreaming(response) :
        response.arrayBuffer().then(function (bytes) { return WebAssembly.compile(bytes); });
      return module.catch(function (error) { throw new Error(url + ": " + error.message); });
    });
  }
  function linked(rel, url) {
    return new Promise(function (resolve, reject) {
      var link = element("link", "", "");
      link.rel = rel;
      if (hashes[url]) link.integrity = hashes[url];
      link.href = url;
      link.addEventListener("load", resolve);
      link.isAwaited = true;   // whoever asked for it is told
      link.addEventListener("error", function () {
        link.remove();
        reject(new Error(url));
      });
      document.head.appendChild(link);
    });
  }
  // import() takes no hash, but keeps to what was preloaded under one.
  function imported(url) {
    var script = String(new URL(url, document.baseURI));
    var preloads = element("link", "", "").relList.supports("modulepreload");
    return (preloads ? linked("modulepreload", url) : Promise.resolve()).then(function () { return import(script); });
  }
  var programs = {};
  // A program's script, its compiled module and its style, once; what failed is fetched anew when it is asked for again.
  function program(name) {
    var urls = document.querySelector("meta[name=" + name + "]").content.split(" ");
    programs[name] = programs[name] ||
      Promise.all([imported(urls[0]), compiled(urls[1]), urls[2] && linked("stylesheet", urls[2])]);
    programs[name].catch(function () { delete programs[name]; });
    return programs[name];
  }
  var parsed = new Promise(function (resolve) {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", resolve);
    else resolve();
  });
  function start(name) {
    return Promise.all([program(name), parsed]).then(function (all) {
      return all[0][0]["default"]({ module_or_path: all[0][1] });
    });
  }
  function isFirst(hash) { return /^#?\/?((search|help)\/?)?(\?|$)/.test(hash); }

  var corpus, facts, end;
  window.policyExplorerBoot = {
    failed: failed,
    corpus: function () {
      var url = document.getElementById("corpus").href;
      corpus = corpus || fetched(url).then(function (response) { return response.arrayBuffer(); });
      return corpus;
    },
    facts: function (isAgain) {
      var url = document.querySelector("meta[name=facts]").content;
      // What came damaged must not come from the browser's store again.
      facts = !isAgain && facts || fetched(url, { cache: isAgain ? "reload" : "default" }).then(function (response) {
        return response.arrayBuffer();
      });
      facts.catch(function () { facts = null; });
      return facts;
    },
    whole: function () { return start("whole"); },
    prefetch: function () {
      setTimeout(function () {
        program("whole").catch(function () {});
        window.policyExplorerBoot.facts().catch(function () {});
      }, 500);
    },
    onEnd: function (act) { end = act; },
    end: function () { if (end) end(); }
  };
  if (typeof WebAssembly !== "object") {
    failed("WebAssembly: " + typeof WebAssembly);
  } else {
    window.policyExplorerBoot.corpus().catch(function () {});   // whoever asks for it is told
    start(isFirst(location.hash) ? "first" : "whole").catch(failed);
    // Pointing at a link announces that it may be followed.
    ["pointerover", "focusin"].forEach(function (name) {
      document.addEventListener(name, function (event) {
        var link = event.target.closest && event.target.closest("a[href^='#/']");
        if (link && !isFirst(link.hash)) window.policyExplorerBoot.prefetch();
      });
    });
  }
})();
