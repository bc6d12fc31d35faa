//! Going from place to place, with the page's fragment as the memory, or none.

use leptos::prelude::*;

use super::App;
use crate::route::{Place, fragment};

impl App {
    /// The address of a place: a real link, which can be copied, shared and opened elsewhere.
    pub fn href(self, place: &Place) -> String {
        let location = window().location();
        let own = [location.pathname(), location.search()]
            .map(Result::unwrap_or_default)
            .concat();
        let now = location.hash().unwrap_or_default();
        let path = place.path();
        let fragment = self.settings.with_value(|settings| {
            (!settings.name.is_empty())
                .then(|| fragment::write(now.trim_start_matches('#'), &settings.name, &path))
        });
        match fragment {
            Some(fragment) => [&own, "#", &fragment].concat(),
            None => [own, now].concat(),
        }
    }

    /// Whether places are kept in memory, where a link alone leads nowhere.
    pub fn in_memory(self) -> bool {
        self.settings.with_value(|settings| settings.name.is_empty())
    }

    /// Goes to a place, with a way back.
    pub fn go(self, place: Place) {
        if self.in_memory() {
            return self.enter(place);
        }
        _ = window().location().set_href(&self.href(&place));
    }

    /// Goes to a place that takes the present one's stead in the history.
    pub fn replace(self, place: Place) {
        if self.in_memory() {
            return self.enter(place);
        }
        _ = window().location().replace(&self.href(&place));
    }

    fn enter(self, place: Place) {
        if self.place.try_with_untracked(|now| *now != place) == Some(true) {
            self.arrive();
            self.outbox.be_quiet();
            self.place.try_set(place);
        }
    }

    /// Goes where the fragment leads whenever it changes, for as long as the instance lives.
    pub(super) fn follow_fragment(self) {
        if self.in_memory() {
            return;
        }
        let listener = window_event_listener(leptos::ev::hashchange, move |_| {
            let target = self.settings.try_with_value(|settings| {
                let hash = window().location().hash().unwrap_or_default();
                let home = || fragment::is_ours(hash.trim_start_matches('#')).then(|| settings.home.clone());
                read_fragment(&settings.name).or_else(home)
            });
            if let Some(Some(place)) = target {
                self.enter(place);
            }
        });
        on_cleanup(move || listener.remove());
    }
}

/// The place kept under a name in the page's fragment.
pub(super) fn read_fragment(name: &str) -> Option<Place> {
    let hash = window().location().hash().ok()?;
    Place::parse(fragment::read(hash.trim_start_matches('#'), name)?)
}
