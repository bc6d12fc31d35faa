//! The browser engines that every journey is made in.

use std::fmt;

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Engine {
    /// Blink, as in Chromium.
    Chromium,
    /// Gecko, as in Firefox.
    Firefox,
    /// WebKit, as in WebKitGTK's MiniBrowser: the nearest to Safari that Linux has.
    WebKit,
}

impl Engine {
    /// All engines, the quickest to start first.
    pub const ALL: [Engine; 3] = [Engine::Chromium, Engine::Firefox, Engine::WebKit];
}

impl fmt::Display for Engine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Engine::Chromium => "chromium",
            Engine::Firefox => "firefox",
            Engine::WebKit => "webkit",
        })
    }
}
