// What the harness asks of a page; stands before each of its scripts.

const KINDS = {
  button: 'button, [role=button], summary',
  link: 'a[href]',
  field: 'input, textarea, select',
  heading: 'h1, h2, h3, h4, h5, h6',
};

const tidy = (text) => (text ?? '').replace(/\s+/g, ' ').trim();

/** The widget's host element: the first on the page is 0. */
const hostAt = (index) => document.querySelectorAll('samskab-widget')[index];

/** The widget's open shadow root, or nothing while there is none. */
const rootAt = (index) => hostAt(index)?.shadowRoot;

const isVisible = (element) =>
  element.checkVisibility({ visibilityProperty: true, opacityProperty: false }) && element.getClientRects().length > 0;

/** The name that assistive technology reads out, as far as this widget's markup makes one. */
function nameOf(element) {
  const root = element.getRootNode();
  const ids = element.getAttribute('aria-labelledby');
  if (ids) return tidy(ids.split(/\s+/).map((id) => root.getElementById(id)?.textContent).join(' '));
  if (element.ariaLabel) return tidy(element.ariaLabel);
  if (element.labels?.length) return tidy([...element.labels].map((label) => label.textContent).join(' '));
  return tidy(element.textContent);
}

/** All visible elements of a kind whose name is `name`; where none is, those whose name has it in it. */
function named(root, kind, name) {
  const visible = [...(root?.querySelectorAll(KINDS[kind]) ?? [])].filter(isVisible);
  const exact = visible.filter((element) => nameOf(element) === name);
  return exact.length ? exact : visible.filter((element) => nameOf(element).includes(name));
}

const WITHIN_A_LINE = new Set(['A', 'B', 'BDI', 'EM', 'I', 'SPAN', 'STRONG', 'TIME']);

/** What a person can read there, also by scrolling: `innerText` leaves out what `content-visibility` has skipped. */
function readable(node) {
  if (node?.nodeType === Node.TEXT_NODE) return node.parentElement?.checkVisibility({ visibilityProperty: true }) === false ? '' : node.data;
  const text = [...(node?.childNodes ?? [])].map(readable).join('');
  return node?.nodeType !== Node.ELEMENT_NODE || WITHIN_A_LINE.has(node.tagName) ? text : `\n${text}\n`;
}

/** The element that has the focus, looked for inside open shadow roots too. */
function focused() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** How an element is called in a message to people. */
function describe(element) {
  if (!element) return 'nothing';
  const name = nameOf(element).slice(0, 60);
  return `<${element.localName}${element.id ? ` id=${element.id}` : ''}> “${name}”`;
}

/** Brings an element into sight, waits until it has lain still, and tells where to press it, or what lies above it. */
function reach(element, done) {
  let still = 0, frames = 0, last = [];
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  requestAnimationFrame(function look() {
    if (!element.isConnected) return done({ spot: [], above: `${describe(element)} was drawn anew` });
    const box = element.getClientRects()[0];
    const spot = box ? [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)] : [-1, -1];
    still = spot[0] === last[0] && spot[1] === last[1] ? still + 1 : 0;
    last = spot;
    // What `content-visibility` has skipped is drawn some frames after it comes into sight.
    if (still < 6 && ++frames < 120) return requestAnimationFrame(look);
    const top = element.getRootNode().elementFromPoint(...spot);
    done({ spot, above: element.contains(top) ? null : `${describe(top)} lies above ${describe(element)}` });
  });
}
