// Says in both languages why the page could not be started, also when WebAssembly itself could not, or why it ended.
// Everything is set as text; nothing that failed is ever read as markup.
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
  window.policyExplorerFailed = function (cause) {
    var root = document.getElementById("root");
    if (shown) return;
    if (!root) {
      // Something failed before the body was read.
      document.addEventListener("DOMContentLoaded", function () { window.policyExplorerFailed(cause); });
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
  };
  // Once the page is open, other scripts' errors are not ours. A trap is: a panic, no memory left; so is a full stack.
  function isTheEnd(error) {
    return !(window.policyExplorer && window.policyExplorer.search) || error instanceof WebAssembly.RuntimeError ||
      /call stack|recursion/.test(error && error.message);
  }
  window.addEventListener("unhandledrejection", function (event) {
    if (isTheEnd(event.reason)) window.policyExplorerFailed(event.reason);
  });
  window.addEventListener("error", function (event) {
    if (event.target && event.target !== window && (event.target.src || event.target.href)) {
      window.policyExplorerFailed(event.target.src || event.target.href);
    } else if (event.target === window && isTheEnd(event.error)) {
      // A module that could not start says so here, and not as a rejection.
      window.policyExplorerFailed(event.message || event.error);
    }
  }, true);
  if (typeof WebAssembly !== "object") {
    document.addEventListener("DOMContentLoaded", function () { window.policyExplorerFailed("WebAssembly: " + typeof WebAssembly); });
  }
})();
