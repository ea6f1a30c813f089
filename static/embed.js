// <policy-explorer>: the explorer as an element of any page. One script, to be named in that page as it is:
//
//   <script src="https://…/policy/embed.js"></script>
//   <policy-explorer route="#/search?q=尾矿库" nav></policy-explorer>
//
// In: attributes (route, filters, lang, theme, nav, height), and custom properties of the element's style
// (--policy-explorer-pine and so on). Out: events `policy-explorer-ready`, `-route`, `-provision` and `-search`, with
// what the frame told as their detail. docs/portal.md has the whole list.
(function () {
  "use strict";
  var base = new URL("./", document.currentScript.src);
  var STYLES = ["paper", "paper-2", "ink", "ink-2", "ink-3", "rule", "rule-2", "pine", "pine-2", "on-pine", "cinnabar",
    "straw", "serif", "sans"];
  var EVENTS = ["ready", "route", "provision", "search", "error"];
  // No less, in px, while it opens.
  var LEAST = 320;

  class PolicyExplorer extends HTMLElement {
    static get observedAttributes() { return ["route", "filters", "lang", "theme", "height", "title"]; }

    constructor() {
      super();
      this.frame = document.createElement("iframe");
      // What the explorer needs, and no more: it may not lead the portal elsewhere.
      this.frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms allow-downloads allow-modals allow-popups");
      this.frame.setAttribute("allow", "clipboard-write");
      this.frame.setAttribute("loading", "lazy");
      this.frame.style.cssText = "display: block; inline-size: 100%; border: 0";
      this.attachShadow({ mode: "open" }).append(this.frame);
      this.heard = event => this.hear(event);
      // What the frame is to be told once it listens.
      this.waiting = [];
      this.listens = false;
    }

    // A frame that is put elsewhere is loaded anew.
    connectedCallback() {
      var wanted = new URLSearchParams({ embed: "1", host: location.origin });
      if (this.hasAttribute("nav")) wanted.set("nav", "1");
      ["lang", "theme"].forEach(name => { if (this.getAttribute(name)) wanted.set(name, this.getAttribute(name)); });
      this.listens = false;
      this.place = undefined;
      this.told = { route: this.route(), lang: this.getAttribute("lang"), theme: this.getAttribute("theme") };
      this.size();
      this.name();
      this.frame.src = base.href + "index.html?" + wanted + this.route();
      window.addEventListener("message", this.heard);
    }

    disconnectedCallback() {
      window.removeEventListener("message", this.heard);
      this.listens = false;
    }

    attributeChangedCallback(name, before, after) {
      if (name === "height") this.size();
      else if (name === "title") this.name();
      // Until the frame listens, its address tells it, or `catchUp` will.
      else if (!this.listens || before === after) return;
      else if (name === "route" || name === "filters") this.say("open", { route: this.route() });
      else if (after) this.say("set", { [name]: after });
    }

    // What has changed since the frame's address was made.
    catchUp(isFirst) {
      if (isFirst && this.route() !== this.told.route) this.say("open", { route: this.route() });
      ["lang", "theme"].forEach(name => {
        var now = this.getAttribute(name);
        if (now && now !== this.told[name]) this.say("set", { [name]: now });
      });
    }

    size() { this.frame.style.blockSize = this.getAttribute("height") || LEAST + "px"; }

    name() { this.frame.title = this.getAttribute("title") || "政策对读"; }

    /** Opens a route, `#/…`. */
    open(route) { this.say("open", { route }); }

    /** Searches, with filters `{ key: [value, …] }`. */
    search(query, filters) { this.say("search", { query, filters }); }

    // The route; a search with the filters behind it.
    route() {
      var filters = this.getAttribute("filters");
      var route = this.getAttribute("route") || (filters ? "#/search" : "#/");
      if (!filters || !/^#\/search/.test(route)) return route;
      return route + (/\?/.test(route) ? "&" : "?") + filters;
    }

    say(type, facts) {
      if (!this.listens) this.waiting.push([type, facts]);
      else this.frame.contentWindow.postMessage(Object.assign({ policyExplorer: 1, type }, facts), base.origin);
    }

    hear(event) {
      var message = event.data;
      if (event.source !== this.frame.contentWindow || event.origin !== base.origin) return;
      if (!message || message.policyExplorer !== 1) return;
      if (message.type === "hello") {
        // A frame that has loaded itself again says so twice, and has its route in its own address.
        var isFirst = !this.listens;
        this.listens = true;
        this.dress();
        this.catchUp(isFirst);
        this.waiting.splice(0).forEach(([type, facts]) => this.say(type, facts));
      }
      if (message.type === "height" && !this.getAttribute("height")) {
        this.frame.style.blockSize = Math.max(LEAST, message.height) + "px";
      }
      // Another page begins at its top, which the portal may have scrolled past; a provision is where it is.
      if (message.type === "route") {
        var place = message.route.split("?")[0];
        if (this.place !== undefined && place !== this.place && !/^#\/doc\/[^/]+\/./.test(place) &&
            this.getBoundingClientRect().top < 0) this.scrollIntoView();
        this.place = place;
      }
      if (EVENTS.includes(message.type)) {
        this.dispatchEvent(new CustomEvent("policy-explorer-" + message.type, { detail: message, bubbles: true }));
      }
    }

    // Colours and faces that the portal's style gives this element.
    dress() {
      var given = getComputedStyle(this), values = {};
      STYLES.forEach(name => {
        var value = given.getPropertyValue("--policy-explorer-" + name).trim();
        if (value) values["--" + name] = value;
      });
      if (Object.keys(values).length) this.say("style", { values });
    }
  }
  if (!customElements.get("policy-explorer")) customElements.define("policy-explorer", PolicyExplorer);
})();
