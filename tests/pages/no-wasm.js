// As in a browser whose owner, or whose owner's employer, has turned it off.

delete window.WebAssembly;
