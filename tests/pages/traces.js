// Counts what a script leaves behind: listeners on what outlives it, timers, and requests on their way.

const traces = { listeners: [], timers: new Set(), requests: new Set() };
const lasting = (target) => target === window || target === document || target === document.documentElement
  || target === document.body || target instanceof MediaQueryList;

const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
const same = (target, type, listener, options) => {
  const capture = typeof options === 'object' ? !!options?.capture : !!options;
  return (one) => one.target === target && one.type === type && one.listener === listener && one.capture === capture;
};

EventTarget.prototype.addEventListener = function (type, listener, options) {
  const target = this ?? window;
  if (lasting(target) && !traces.listeners.some(same(target, type, listener, options))) {
    const capture = typeof options === 'object' ? !!options?.capture : !!options;
    traces.listeners.push({ target, type, listener, capture });
    options?.signal?.addEventListener('abort', () => forget(target, type, listener, options));
  }
  return add.call(target, type, listener, options);
};

EventTarget.prototype.removeEventListener = function (type, listener, options) {
  forget(this ?? window, type, listener, options);
  return remove.call(this ?? window, type, listener, options);
};

function forget(target, type, listener, options) {
  const at = traces.listeners.findIndex(same(target, type, listener, options));
  if (at >= 0) traces.listeners.splice(at, 1);
}

for (const [start, stop, repeats] of [
  ['setTimeout', 'clearTimeout', false],
  ['setInterval', 'clearInterval', true],
  ['requestAnimationFrame', 'cancelAnimationFrame', false],
]) {
  const begin = window[start], end = window[stop];
  window[start] = (work, ...rest) => {
    const timer = begin.call(window, (...given) => {
      if (!repeats) traces.timers.delete(`${start} ${timer}`);
      return typeof work === 'function' ? work(...given) : undefined;
    }, ...rest);
    // WebKit's driver sets timers of its own in the page.
    if (!new Error().stack.includes('evaluateJavaScriptFunction')) traces.timers.add(`${start} ${timer}`);
    return timer;
  };
  window[stop] = (timer) => {
    traces.timers.delete(`${start} ${timer}`);
    return end.call(window, timer);
  };
}

const fetchNow = window.fetch;
window.fetch = (...given) => {
  const request = fetchNow.apply(window, given);
  traces.requests.add(request);
  const settle = () => traces.requests.delete(request);
  request.then(settle, settle);
  return request;
};

/** What is there now, in words. */
window.listTraces = () => [
  ...traces.listeners.map((one) => `listener for ${one.type} on ${one.target.constructor.name}`),
  ...[...traces.timers].map((timer) => timer.split(' ')[0]),
  ...[...traces.requests].map(() => 'fetch'),
  ...document.adoptedStyleSheets.map(() => 'style sheet'),
];
