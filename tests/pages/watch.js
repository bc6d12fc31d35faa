// Stands first on every page: keeps what went wrong, so that a journey can ask for it in every engine.

window.troubles = [];

addEventListener('error', (event) => {
  troubles.push(`error: ${event.message ?? `${event.target.localName} did not load`}`);
});
addEventListener('unhandledrejection', (event) => troubles.push(`rejection: ${event.reason}`));
document.addEventListener('securitypolicyviolation', (event) => {
  troubles.push(`policy: ${event.effectiveDirective} refused ${event.blockedURI} (${event.sourceFile}:${event.lineNumber})`);
});

for (const level of ['error', 'warn']) {
  const report = console[level].bind(console);
  console[level] = (...words) => {
    troubles.push(`${level}: ${words.map(String).join(' ')}`);
    report(...words);
  };
}
