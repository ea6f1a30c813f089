// Fetches the corpus and the programs that the page names, and starts the program that the address needs: the first,
// which searches, or the whole, which has all pages. Shows how much has come, asks again for what did not arrive whole,
// and says in both languages why the page could not be started, or why it ended, and what to ask the administrator.
// Everything is set as text; nothing that failed is ever read as markup.
//
// `build` puts it into the page itself, without these lines, so that nothing waits for it.
(function () {
  "use strict";
  var words = {
    "zh-CN": {
      title: "页面无法运行",
      again: "重新载入",
      texts: "只读文件原文",
      failed: "程序中途出错，或语料已损坏。请重新载入；若仍不行，请把下面一行转给网站管理员。",
      missing: "服务器上没有这个文件。请管理员把整个文件夹原样上传，文件名不要改动。",
      page: "服务器送来的不是这个文件，而是一张网页，多半是出错页或登录页。请管理员核对文件是否在原处，改写规则或登录拦截是否误伤了它。",
      altered: "文件在途中被截断或改动。请管理员核对上传是否完整，代理、网关、杀毒软件是否改动这类文件。",
      network: "网络中断或太慢，试了三次仍没有取到。请检查网络后重新载入。",
      type: "服务器没有把脚本标为 text/javascript，或脚本与页面所记的不符。请管理员核对 .js 文件的内容类型，并重新上传。",
      forbidden: "服务器的 Content-Security-Policy 不许运行 WebAssembly。请管理员在 script-src 中加上 'wasm-unsafe-eval'。",
      old: "这个浏览器太旧，或关闭了 WebAssembly。请换用 Chrome 或 Edge 97、Firefox 102、Safari 16 及更新的版本。"
    },
    en: {
      title: "The page cannot run",
      again: "Load again",
      texts: "Read the texts alone",
      failed: "The program failed, or the corpus is damaged. Load the page again; if that does not help, send the line below to the site administrator.",
      missing: "The server does not have this file. Ask the administrator to upload the whole folder as it is, names unchanged.",
      page: "The server sent a web page in place of this file: an error or login page, most likely. Ask the administrator whether the file is there, and whether a rewrite rule or a login catches it.",
      altered: "The file was cut or changed on its way. Ask the administrator whether the upload is complete, and whether a proxy, a gateway or a virus scanner changes such files.",
      network: "The network was interrupted or too slow; three attempts failed. Check the network, then load again.",
      type: "The server does not call the script text/javascript, or it is not the one that the page expects. Ask the administrator to check the content type of .js files, and to upload again.",
      forbidden: "The Content-Security-Policy of the server forbids WebAssembly. Ask the administrator to add 'wasm-unsafe-eval' to script-src.",
      old: "This browser is too old, or its WebAssembly is off. Use Chrome or Edge 97, Firefox 102, Safari 16, or later."
    }
  };
  // In a page of one file everything stands in the page.
  var inside = window.policyExplorerInside;
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
      var part = element("section", "failure__part", ""), say = words[lang];
      part.lang = lang;
      part.appendChild(element("h1", "failure__title", say.title));
      part.appendChild(element("p", "", say[cause && cause.why] || say.failed));
      var acts = element("p", "acts", "");
      var again = element("button", "btn", say.again);
      again.type = "button";
      again.addEventListener("click", function () { location.reload(); });
      acts.appendChild(again);
      if (!inside) {
        var texts = element("a", "", say.texts);
        texts.href = "read/index.html";
        acts.appendChild(texts);
      }
      part.appendChild(acts);
      box.appendChild(part);
    });
    box.appendChild(element("p", "failure__detail", String(cause && cause.message || cause)));
    var app = element("div", "app", "");
    var page = element("main", "page sheet", "");
    page.appendChild(box);
    app.appendChild(page);
    root.textContent = "";
    root.appendChild(app);
  }
  // Why something failed: a key of `words`, what it was, and what was seen.
  function trouble(why, name, seen) {
    var error = new Error(name + ": " + seen);
    error.why = why;
    return error;
  }
  function isOpen() { return window.policyExplorer && window.policyExplorer.search; }
  // Once the page is open, other scripts' errors are not ours. A trap is: a panic, no memory left; so is a full stack.
  function isTheEnd(error) {
    return !isOpen() || error instanceof WebAssembly.RuntimeError || /call stack|recursion/.test(error && error.message);
  }
  // A trap is seldom the page's own: WebKit on Linux ends programs, seldom and by chance, where other browsers run the same
  // for ever. What is shown stands in the address and the browser's storage, so the page is loaded again; not twice within
  // a minute, nor where that can't be remembered, nor where there is nothing to load.
  var isLeaving = false;
  function ended(error) {
    if (isLeaving) return;
    try {
      isLeaving = error instanceof WebAssembly.RuntimeError &&
        Date.now() - sessionStorage.getItem("policy-explorer-ended") > 60000;
      sessionStorage.setItem("policy-explorer-ended", Date.now());
    } catch (refused) {
      isLeaving = false;
    }
    if (!isLeaving) return failed(error);
    console.error("loaded again after " + error.message);   // or nobody would ever hear of it
    var isHere = inside || navigator.serviceWorker && navigator.serviceWorker.controller;
    Promise.race([
      isHere || fetch(location.href, { method: "HEAD", cache: "no-store" }).then(function (answer) {
        if (!answer.ok) throw error;
      }),
      later(function () { throw error; }, PATIENCE)
    ]).then(function () { location.reload(); }, function () { failed(error); });
  }
  window.addEventListener("unhandledrejection", function (event) {
    if (isTheEnd(event.reason)) ended(event.reason);
  });
  window.addEventListener("error", function (event) {
    // A module that could not start says so here, and not as a rejection.
    if (isTheEnd(event.error)) ended(event.error || event.message);
  });

  function named(name) { return document.querySelector("meta[name=" + name + "]").content; }
  // The files that the page is made of: how long each is, and what those that are run must hash to.
  var parts = Object.create(null);
  named("parts").split(", ").forEach(function (part) {
    var facts = part.split(" ");
    parts[facts[0]] = { size: +facts[1], hash: facts[2], got: 0 };
  });
  function progress(part, got) {
    var all = 0, here = 0;
    part.got = got;
    part.isAsked = true;
    Object.keys(parts).forEach(function (name) {
      if (parts[name].isAsked) {
        all += parts[name].size;
        here += parts[name].got;
      }
    });
    document.querySelectorAll(".boot__bar").forEach(function (bar) { bar.style.setProperty("--done", here / all); });
    document.querySelectorAll(".boot__count").forEach(function (count) {
      count.textContent = Math.round(here / 1000) + " / " + Math.round(all / 1000) + " kB";
    });
  }

  // What comes no further for so long, in ms, is given up and asked for again.
  var PATIENCE = 30000;
  function later(act, milliseconds) {
    return new Promise(function (then) { setTimeout(then, milliseconds); }).then(act);
  }
  // A module is compiled while it comes, whatever type the server gives it; what comes of it counts only when all has
  // come and is what was built.
  function compiling(part) {
    var body = new ReadableStream({
      start: function (sink) { part.sink = sink; },
      cancel: function () { part.sink = null; }   // it is no module; the hash will say so
    });
    part.module = WebAssembly.compileStreaming(new Response(body, { headers: { "Content-Type": "application/wasm" } }));
    part.module.catch(function () {});
  }
  // A file's bytes. Past the browser's store if it is asked for again: what came damaged would come damaged.
  function attempt(name, isAgain) {
    var part = parts[name], bytes = new Uint8Array(part.size), at = 0, stop = new AbortController(), patience;
    function watch() {
      clearTimeout(patience);
      patience = setTimeout(function () { stop.abort(); }, PATIENCE);
    }
    function lost(error) {
      clearTimeout(patience);
      if (part.sink) part.sink.error(error);
      throw error.why ? error : trouble("network", name, error.message);
    }
    watch();
    progress(part, 0);
    if (/wasm$/.test(name) && WebAssembly.compileStreaming) compiling(part);
    return fetch(name, { cache: isAgain ? "reload" : "default", signal: stop.signal }).then(function (response) {
      if (!response.ok) throw trouble(response.status < 500 ? "missing" : "network", name, "HTTP " + response.status);
      var reader = response.body.getReader();
      return reader.read().then(function more(step) {
        if (step.done) return;
        watch();
        if (!at && step.value[0] === 60) throw trouble("page", name, "<");
        if (at + step.value.length > part.size) throw trouble("altered", name, "> " + part.size + " B");
        bytes.set(step.value, at);
        if (part.sink) part.sink.enqueue(step.value);
        progress(part, at += step.value.length);
        return reader.read().then(more);
      });
    }).then(function () {
      clearTimeout(patience);
      if (at < part.size) throw trouble("altered", name, at + " / " + part.size + " B");
      if (part.sink) part.sink.close();
      // Over plain http there is no `subtle`; there a changed page could name any other hash as well.
      if (!part.hash || !(window.crypto && crypto.subtle)) return bytes;
      return crypto.subtle.digest("SHA-256", bytes).then(function (digest) {
        var hash = btoa(String.fromCharCode.apply(null, new Uint8Array(digest)));
        if ("sha256-" + hash !== part.hash) throw trouble("altered", name, "integrity, sha256-" + hash);
        return bytes;
      });
    }).catch(lost);
  }
  function received(name, isAgain) {
    if (inside) return inside.received(name);
    function again(error) {
      if (error.why !== "network" && error.why !== "altered") throw error;
      return attempt(name, true);
    }
    return attempt(name, isAgain)
      .catch(function (error) { return later(function () { return again(error); }, 500); })
      .catch(function (error) { return later(function () { return again(error); }, 2000); });
  }
  function compiled(name) {
    function again(bytes) { return WebAssembly.compile(bytes); }
    return received(name).then(function (bytes) {
      var module = parts[name] && parts[name].module;
      return module ? module.catch(function () { return again(bytes); }) : again(bytes);
    }).catch(function (error) {
      throw error.why ? error : trouble(/CSP|Content.Security|unsafe-eval/.test(error) ? "forbidden" : "failed", name, error.message);
    });
  }
  // No text becomes the address of a script but a name that the page itself has.
  var rules = {
    createScriptURL: function (url) {
      if (!parts[url.split("?")[0]] && url !== "sw.js") throw new TypeError(url);
      return url;
    }
  };
  var trusted = window.trustedTypes ? trustedTypes.createPolicy("policy-explorer", rules) : rules;
  // A script or a style sheet, under its hash; what did not come is looked at, and asked for again.
  function linked(name, isAgain) {
    return new Promise(function (resolve, reject) {
      var isStyle = /css$/.test(name), link = element(isStyle ? "link" : "script", "", "");
      var url = name + (isAgain ? "?again" : "");
      function lost(event) {
        if (!link.parentNode) return;   // given up already
        clearTimeout(patience);
        link.remove();
        if (isAgain) reject(event ? trouble("type", name, "type or integrity") : trouble("network", name, "load"));
        else received(name, true).then(function () { return linked(name, true); }).then(resolve, reject);
      }
      // How much of it has come can't be seen here, so all of it has longer.
      var patience = setTimeout(lost, 4 * PATIENCE);
      link.integrity = parts[name].hash;
      link.addEventListener("load", function () {
        clearTimeout(patience);
        progress(parts[name], parts[name].size);
        resolve(url);
      });
      link.addEventListener("error", lost);
      progress(parts[name], 0);
      if (isStyle) {
        link.rel = "stylesheet";
        link.href = url;
      } else {
        link.type = "module";
        link.src = trusted.createScriptURL(url);
      }
      document.head.appendChild(link);
    });
  }
  // A module's exports: import() takes no hash, but what a script element loaded under one is what it finds.
  function imported(name) {
    return inside ? inside.imported() : linked(name).then(function (url) { return import(String(new URL(url, document.baseURI))); });
  }
  var programs = {};
  // A program's script, its compiled module and its style, once; what failed is fetched anew when it is asked for again.
  function program(name) {
    var files = named(name).replace(/\.\//g, "").split(" ");
    programs[name] = programs[name] ||
      Promise.all([imported(files[0]), compiled(files[1]), !inside && files[2] && linked(files[2])]);
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
  // In a portal's frame the address says how the page looks, before anything is drawn.
  var wanted = new URLSearchParams(location.search), isEmbedded = wanted.has("embed");
  if (isEmbedded) {
    document.documentElement.dataset.embed = wanted.has("nav") ? "nav" : "";
    document.documentElement.dataset.lang = wanted.get("lang") || "";
    document.documentElement.dataset.givenTheme = wanted.get("theme") || "";
  }
  if (!/^(#\/?)?(\?|$)/.test(location.hash)) document.documentElement.dataset.inner = "";
  function isFirst(hash) { return /^#?\/?((search|help)\/?)?(\?|$)/.test(hash); }

  var corpus, facts, end;
  window.policyExplorerBoot = {
    failed: failed,
    corpus: function () {
      corpus = corpus || received(document.getElementById("corpus").content);
      return corpus;
    },
    facts: function (isAgain) {
      // What came damaged must not come from the browser's store again.
      facts = !isAgain && facts || received(named("facts"), isAgain);
      facts.catch(function () { facts = null; });
      return facts;
    },
    whole: function () {
      return start("whole").catch(function (error) {
        var say = words[document.documentElement.lang] || words.en;
        if (say[error.why]) error.message += " · " + say[error.why];
        throw error;
      });
    },
    prefetch: function () {
      setTimeout(function () {
        program("whole").catch(function () {});
        window.policyExplorerBoot.facts().catch(function () {});
      }, 500);
    },
    trusted: trusted,
    onEnd: function (act) { end = act; },
    end: function () { if (end) end(); }
  };
  // A module with all that ours need of a browser: tables of references, several results, copying and filling of memory,
  // sign extension, conversion that saturates.
  var needed = "AGFzbQEAAAABDQJgAnx/An9/YAACf38DAgEABAQBbwABBQMBAAEKHgEcACABIAEgAPwC/AoAACABIAEgAfwLACABwCABCw==";
  function hasAll() {
    return typeof WebAssembly === "object" && window.AbortController && window.ReadableStream &&
      (!inside || window.DecompressionStream) &&
      WebAssembly.validate(Uint8Array.from(atob(needed), function (sign) { return sign.charCodeAt(0); }));
  }
  if (!hasAll()) {
    failed(trouble("old", navigator.userAgent, "WebAssembly: " + typeof WebAssembly));
  } else {
    // The program first: it makes itself ready while the corpus comes.
    var started = start(isFirst(location.hash) ? "first" : "whole");
    // Told here, where the cause is still known.
    window.policyExplorerBoot.corpus().catch(failed);
    started.then(function () {
      if (isEmbedded && !inside) linked(named("portal"));
      return window.policyExplorer.ready;
    }).then(function () {
      // Without it the page works as it is; it can't be installed, and learns of no new version.
      if (!inside) later(function () { return linked(named("later")); }, 2000).catch(function () {});
    }).catch(ended);
    // Where a server's policy forbids the style in the page, that has no sheet; so it is fetched.
    parsed.then(function () {
      return document.querySelector("style").sheet || linked(named("style"));
    }).catch(function (error) {
      if (!isOpen()) failed(error);
    });
    // What stands until then has the reader's colours too. And the browser, which reads its storage when first asked, does
    // so while the files are on their way.
    var theme = isEmbedded ? wanted.get("theme") : null;
    try {
      theme = theme || localStorage.getItem("policy-explorer-theme");
    } catch (refused) {
      // As in a frame that may keep nothing.
    }
    if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
    // Pointing at a link announces that it may be followed.
    ["pointerover", "focusin"].forEach(function (name) {
      document.addEventListener(name, function (event) {
        var link = event.target.closest && event.target.closest("a[href^='#/']");
        if (link && !isFirst(link.hash)) window.policyExplorerBoot.prefetch();
      });
    });
  }
})();
