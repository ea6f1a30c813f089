// The page in a frame of a portal: tells the portal what is shown, and does what the portal asks. Messages are objects
// `{ policyExplorer: 1, type, … }`; docs/portal.md lists them. 1 is the version of this form.
//
// In: messages of the window around this one, from the origin that the address names, if the page was built to trust
// it. Out: messages to that origin alone. Asks nothing of the page but `window.policyExplorer`.
(function () {
  "use strict";
  if (window.parent === window) return;
  var root = document.documentElement;
  var wanted = new URLSearchParams(location.search);
  var host = wanted.get("host") || location.origin;
  var trusted = document.querySelector("meta[name=portals]").content.split(" ").concat(location.origin);
  // A page of one file, or in a sandbox, has no origin of its own; it obeys nobody.
  if (host === "null" || trusted.indexOf(host) < 0) return;

  function tell(type, facts) { window.parent.postMessage(Object.assign({ policyExplorer: 1, type: type }, facts), host); }
  // A value is put into a style only if it is a colour or a list of faces; no other could reach beyond it.
  var names = /^--(paper|paper-2|ink|ink-2|ink-3|rule|rule-2|pine|pine-2|on-pine|cinnabar|straw|serif|sans)$/;
  function style(values) {
    Object.keys(values).forEach(function (name) {
      var property = /serif|sans/.test(name) ? "font-family" : "color";
      if (names.test(name) && CSS.supports(property, values[name])) root.style.setProperty(name, values[name]);
    });
  }
  var acts = {
    open: function (page, message) { page.open(String(message.route)); },
    search: function (page, message) {
      var filters = Object.keys(message.filters || {}).map(function (key) {
        return [].concat(message.filters[key]).map(function (value) {
          return "&" + encodeURIComponent(key) + "=" + encodeURIComponent(value);
        }).join("");
      });
      page.open("#/search?q=" + encodeURIComponent(message.query || "") + filters.join(""));
    },
    set: function (page, message) {
      if (message.lang) page.set("lang", String(message.lang));
      if (message.theme) page.set("theme", String(message.theme));
    },
    style: function (page, message) { style(message.values || {}); }
  };
  var ready = false, waiting = [];
  function obey(message) {
    if (!ready && message.type !== "style") waiting.push(message);
    else if (acts.hasOwnProperty(message.type)) acts[message.type](window.policyExplorer, message);
    else tell("error", { message: "there is no message of type " + message.type });
  }
  window.addEventListener("message", function (event) {
    if (event.source !== window.parent || event.origin !== host) return;
    var message = event.data;
    if (!message || message.policyExplorer === undefined) return;
    if (message.policyExplorer !== 1) tell("error", { message: "this page speaks version 1 only" });
    else obey(message);
  });

  // What can't be decoded is told as it is written.
  function plain(text) {
    try {
      return decodeURIComponent(text);
    } catch (error) {
      return text;
    }
  }
  var before = "";
  function route(event) {
    var to = event.detail;
    if (to === before) return;
    before = to;
    tell("route", { route: to, title: document.title });
    var provision = /^#\/doc\/([^/?]+)\/([^?]+)/.exec(to);
    if (provision) tell("provision", { provision: plain(provision[1] + "/" + provision[2]) });
    var query = /^#\/search\?(?:.*&)?q=([^&]+)/.exec(to);
    if (query) tell("search", { query: plain(query[1]) });
  }
  window.addEventListener("policy-explorer-route", route);
  new ResizeObserver(function () {
    tell("height", { height: Math.ceil(document.getElementById("root").getBoundingClientRect().height) });
  }).observe(document.getElementById("root"));
  tell("hello", {});
  window.policyExplorer.ready.then(function () {
    ready = true;
    tell("ready", {});
    route({ detail: location.hash || "#/" });
    waiting.forEach(obey);
  });
})();
