// A page with shortcuts on single keys, as search boxes and slide shows have them.

window.shortcuts = [];

for (const type of ['keydown', 'keypress', 'keyup']) {
  addEventListener(type, (event) => {
    if (event.target.matches?.('input, textarea, select')) return;
    shortcuts.push(`${type} ${event.key}`);
  });
}
