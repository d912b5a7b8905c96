// For pages of any site: <layerlab-playground settings="dataset=xor&networkShape=4"></layerlab-playground> and
// <layerlab-classifier src="https://…/m/ID"></layerlab-classifier>, as frames that tell what happens by the events
// "progress", "goal" and "verdict". frontend/page/EMBED.md describes them.
(() => {
  "use strict";
  const home = new URL(document.currentScript.src).origin;
  const EVENTS = ["progress", "goal", "verdict"];

  class Frame extends HTMLElement {
    static observedAttributes = ["settings", "src", "height", "label"];
    #frame = null;

    // Only the frame's own window, at the address that it was given, is heard.
    #hear = ({ source, origin, data }) => {
      if (!this.#frame || source !== this.#frame.contentWindow || origin !== new URL(this.#frame.src).origin) return;
      if (!data || data.source !== "layerlab" || !EVENTS.includes(data.type)) return;
      const { source: name, type, ...detail } = data;
      this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));
    };

    connectedCallback() {
      this.#frame = document.createElement("iframe");
      this.#frame.loading = "lazy";
      this.#frame.allow = "clipboard-write";
      Object.assign(this.style, { display: "block" });
      Object.assign(this.#frame.style, { display: "block", width: "100%", border: "0" });
      this.#show();
      this.replaceChildren(this.#frame);
      addEventListener("message", this.#hear);
    }

    disconnectedCallback() {
      removeEventListener("message", this.#hear);
      this.replaceChildren();
      this.#frame = null;
    }

    attributeChangedCallback() {
      if (this.#frame) this.#show();
    }

    #show() {
      const address = this.address();
      if (this.#frame.src !== address) this.#frame.src = address;
      this.#frame.title = this.getAttribute("label") || this.label;
      this.#frame.style.height = `${Number(this.getAttribute("height")) || 560}px`;
    }
  }

  class Playground extends Frame {
    label = "A neural network to train";

    address() {
      return `${home}/#${this.getAttribute("settings") || ""}&embed=true`;
    }
  }

  class Classifier extends Frame {
    label = "A neural network that classifies photos";

    address() {
      const url = new URL(this.getAttribute("src") || "/m/cats-and-dogs-conv", home);
      // A model's page, and no other scheme.
      if (!/^https?:$/.test(url.protocol) || !/^\/m\/[\w-]+\/?$/.test(url.pathname)) return "about:blank";
      return `${url.origin}${url.pathname}?embed=true`;
    }
  }

  if (!customElements.get("layerlab-playground")) {
    customElements.define("layerlab-playground", Playground);
    customElements.define("layerlab-classifier", Classifier);
  }
})();
