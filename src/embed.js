// The script tag's file. It defines <samskab-widget>, asks for program, words and first data at the same time,
// and keeps a plain working link wherever the program cannot run.

const FILES = __SAMSKAB_FILES__;
const TAG = 'samskab-widget';
const ATTRIBUTES = ['backend', 'view', 'lang', 'theme', 'heading-level'];
const SAY = {
  da: {
    blocked: 'Idéer og debat kan ikke vises her på siden, fordi browseren eller hjemmesiden ikke tillader det.',
    lost: 'Idéer og debat kunne ikke hentes lige nu.',
    stopped: 'Der skete en fejl, så visningen er stoppet. Det, du har skrevet, ligger som kladde på denne enhed, hvis den tillader det.',
    unset: 'Siden fortæller ikke, hvor idéer og debat skal hentes fra (backend).',
    link: 'Åbn idéer og debat på en almindelig side',
    again: 'Prøv igen',
  },
  en: {
    blocked: 'Ideas and discussion cannot be shown on this page, because the browser or the site does not allow it.',
    lost: 'Ideas and discussion could not be fetched just now.',
    stopped: 'Something went wrong, so this view has stopped. What you wrote is kept as a draft, if this device allows it.',
    unset: 'The page does not say where ideas and discussion are to be fetched from (backend).',
    link: 'Open ideas and discussion on a plain page',
    again: 'Try again',
  },
};

const here = (name) => new URL(name, import.meta.url).href;
const widgets = new Set();
const names = new Set();
let program;
let stopped = false;

/** Glue and program, once for all widgets of the page; a failure is forgotten so that the next try is a real one. */
function loadProgram() {
  program ??= (async () => {
    if (typeof WebAssembly !== 'object') throw new WebAssemblyMissing();
    const wasm = fetch(here(FILES.wasm[0]), { integrity: FILES.wasm[1] });
    wasm.catch(() => {});
    const glue = await import(here(FILES.glue));
    await glue.default({ module_or_path: wasm });
    return glue;
  })();
  program.catch(() => { program = undefined; });
  return program;
}

class WebAssemblyMissing extends Error {}

async function text(url, options) {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.text();
}

/** What the first page shows, in the words of the service document's `first` parameter. */
function firstOf(path) {
  if (path.includes('?')) return '';
  const [room, id] = path.split('/').slice(1);
  if (room === 'projects') return id ? `project:${id}` : 'projects';
  // A private link's secret is told to nobody before its owner has said yes.
  if (id === 'new' || /mine|steward|log/.test(room)) return '';
  if (id) return `contribution:${id}`;
  return room === 'debate' ? 'contributions:question,dilemma' : 'contributions:idea';
}

function serviceUrl(backend, first) {
  const url = new URL(backend, document.baseURI);
  if (url.pathname === '/') url.pathname = '/.well-known/samskab';
  if (first) url.searchParams.set('first', first);
  return url.href;
}

class SamskabWidget extends HTMLElement {
  static observedAttributes = ATTRIBUTES;
  #glue;
  #handle;
  #name = '';
  #parts = {};

  connectedCallback() {
    if (widgets.has(this)) return;
    widgets.add(this);
    watch();
    if (!this.shadowRoot) {
      const root = this.attachShadow({ mode: 'open' });
      for (const type of ['keydown', 'keypress', 'keyup']) root.addEventListener(type, keepTyping);
    }
    this.#start();
  }

  disconnectedCallback() {
    // A page that moves the element takes it out and puts it back at once: nothing typed may be lost by that.
    queueMicrotask(() => {
      if (this.isConnected || !widgets.delete(this)) return;
      this.#stop();
      watch();
    });
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !widgets.has(this)) return;
    if (name === 'view' && this.#handle !== undefined) return this.#glue.set_attribute(this.#handle, name, after ?? '');
    this.#stop();
    this.#start();
  }

  async #start() {
    const backend = this.getAttribute('backend');
    if (stopped || !backend) return this.fallBack(stopped ? 'stopped' : 'unset');
    const language = this.#language();
    this.#name = this.getAttribute('name') || 'samskab';
    if (names.has(this.#name)) this.#name = '';
    else names.add(this.#name);
    this.#wait();

    const kept = this.#name && new URLSearchParams(location.hash.slice(1)).get(this.#name);
    const view = this.getAttribute('view') || 'ideas';
    const first = firstOf(kept || `/${view}`);
    let address;
    try {
      address = serviceUrl(backend);
    } catch {
      console.warn(`samskab: backend="${backend}" is no address`);
      return this.fallBack('unset');
    }
    const service = text(serviceUrl(backend, first), { credentials: 'omit' }).catch(() => '');
    const [file, integrity] = FILES.words[language];
    const words = text(here(file), { integrity });
    const turn = (this.turn = {});
    try {
      const [glue, wordList, answer] = await Promise.all([loadProgram(), words, service]);
      if (this.turn !== turn || !this.isConnected) return;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(glue.STYLE);
      this.shadowRoot.adoptedStyleSheets = [sheet];
      this.shadowRoot.replaceChildren();
      this.#glue = glue;
      this.#handle = glue.mount(this, this.shadowRoot, {
        backend: address,
        fallback: this.#fallback(),
        name: this.#name,
        view,
        theme: this.getAttribute('theme') || '',
        heading: Number(this.getAttribute('heading-level')) || 2,
        language, words: wordList, first, service: answer,
        later: (files) => this.#fetchPart(files ? JSON.parse(files) : [FILES.later[language], FILES.sheet]),
        map: () => import(here(FILES.map)),
      });
    } catch (error) {
      if (this.turn !== turn) return;
      console.warn(`samskab: ${error.message}`);
      if (hasTrapped(error)) return stopAll();
      const blocked = error instanceof WebAssemblyMissing || error instanceof WebAssembly.CompileError;
      this.fallBack(blocked ? 'blocked' : 'lost');
    }
  }

  /** Once, however often it is asked for: words that are needed later, and their sheet, which is adopted here. */
  #fetchPart(files) {
    const parts = this.#parts;
    const name = files[0][0];
    const fetchAll = async () => {
      const [words, style] = await Promise.all(files.map(([file, integrity]) => text(here(file), { integrity })));
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      this.shadowRoot.adoptedStyleSheets.push(sheet);
      return words;
    };
    parts[name] ??= fetchAll();
    parts[name].catch(() => { delete parts[name]; });
    return parts[name];
  }

  #stop() {
    this.turn = undefined;
    this.#parts = {};
    this.#release();
    const handle = this.#handle;
    this.#handle = undefined;
    if (handle !== undefined) this.#glue.unmount(handle);
    this.shadowRoot.replaceChildren();
  }

  #release() {
    names.delete(this.#name);
    this.#name = '';
  }

  /** Room for the first page while the program is on its way; nothing is drawn before it would be noticed. */
  #wait() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      ':host{display:block}div{min-height:80vh;opacity:0;animation:a .2s .3s forwards;background:repeating-linear-gradient(#8883 0 1.2em,#0000 1.2em 3.6em)}@keyframes a{to{opacity:.5}}@media(prefers-reduced-motion){div{animation-duration:1ms}}',
    );
    this.shadowRoot.adoptedStyleSheets = [sheet];
    const room = document.createElement('div');
    room.setAttribute('aria-busy', 'true');
    this.shadowRoot.replaceChildren(room);
  }

  #language() {
    const wish = (this.getAttribute('lang') || this.closest('[lang]')?.lang || navigator.language).slice(0, 2);
    return FILES.words[wish] ? wish : /^n[bno]/.test(wish) ? 'da' : 'en';
  }

  #fallback() {
    const given = this.getAttribute('fallback') || this.querySelector('a[href]')?.href || this.getAttribute('backend');
    try {
      return given ? new URL(given, document.baseURI).href : '';
    } catch {
      return '';
    }
  }

  /** Leaves a sentence that says why, and a plain link that works. */
  fallBack(reason) {
    this.turn = undefined;
    this.#handle = undefined;
    const say = SAY[this.#language()] || SAY.en;
    const sentence = document.createElement('p');
    sentence.setAttribute('role', 'status');
    sentence.textContent = say[reason];
    const way = document.createElement('p');
    const href = this.#fallback();
    if (/^https?:/.test(href)) {
      const link = document.createElement('a');
      link.href = href;
      link.textContent = say.link;
      way.append(link);
    }
    if (reason === 'lost') {
      const again = document.createElement('button');
      again.textContent = say.again;
      again.addEventListener('click', () => this.#start());
      way.append(' ', again);
    }
    this.#release();
    this.shadowRoot.adoptedStyleSheets = [];
    this.shadowRoot.replaceChildren(sentence, way);
  }
}

/** The page's own shortcuts must not fire while somebody types in the widget. */
function keepTyping(event) {
  if (event.composedPath()[0].matches?.('input,textarea,select')) event.stopPropagation();
}

function hasTrapped(error) {
  return typeof WebAssembly === 'object' && error instanceof WebAssembly.RuntimeError;
}

/** After a trap the program cannot be trusted any more: every widget of the page falls back to its link. */
function stopAll() {
  stopped = true;
  for (const widget of widgets) widget.fallBack('stopped');
}

function onError(event) {
  const error = event.error ?? event.reason;
  if (hasTrapped(error) && /samskab-/.test(error.stack)) stopAll();
}

/** Watches for traps while there is a widget, and leaves no trace once there is none. */
function watch() {
  const change = widgets.size ? 'addEventListener' : 'removeEventListener';
  window[change]('error', onError);
  window[change]('unhandledrejection', onError);
}

/** One tag is enough: each script tag that names a backend gets a widget after itself. */
function placeWidgets() {
  for (const script of document.querySelectorAll('script[data-samskab-backend]:not([data-samskab-placed])')) {
    script.setAttribute('data-samskab-placed', '');
    if (script.closest('head')) {
      console.warn('samskab: the script tag stands in <head>; put it where the widget shall appear');
      continue;
    }
    const widget = document.createElement(TAG);
    for (const name of [...ATTRIBUTES, 'name', 'fallback']) {
      const value = script.getAttribute(`data-samskab-${name}`);
      if (value !== null) widget.setAttribute(name, value);
    }
    script.after(widget);
  }
}

// Placed before they are defined, so that all widgets of the page come to life in its order.
placeWidgets();
if (!customElements.get(TAG)) customElements.define(TAG, SamskabWidget);
