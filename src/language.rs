//! Words, plurals and dates in the reader's language.

mod dates;
mod words;

use leptos::prelude::*;
use samskab_protocol::identifier::Timestamp;

use dates::Dates;
use words::Words;

/// A handle on the instance's language.
#[derive(Clone, Copy)]
pub struct Language(StoredValue<State, LocalStorage>);

struct State {
    tag: String,
    words: Words,
    dates: Dates,
}

impl Language {
    /// The language with this BCP 47 tag, and its words as they stand in the language file.
    pub fn new(tag: String, words: &str) -> Language {
        let dates = Dates::new(&tag);
        Language(StoredValue::new_local(State {
            words: Words::parse(words),
            dates,
            tag,
        }))
    }

    /// Takes further words, which stand in a file like the first ones.
    pub fn learn(self, words: &str) {
        self.0.try_update_value(|state| state.words.learn(words));
    }

    /// The BCP 47 tag.
    pub fn tag(self) -> String {
        self.0.with_value(|state| state.tag.clone())
    }

    /// The words under a key; the key itself where the file lacks it.
    pub fn say(self, key: &str) -> String {
        let words = self.0.try_with_value(|state| state.words.say(key).to_owned());
        words.unwrap_or_default()
    }

    /// The words under a key with `{name}`s filled in.
    pub fn say_with(self, key: &str, values: &[(&str, &str)]) -> String {
        self.0
            .with_value(|state| words::fill(state.words.say(key), values))
    }

    /// The words under a key with two forms, `one / many`, for a number; `{n}` is the number.
    pub fn count(self, key: &str, number: u32) -> String {
        self.count_with(key, number, &[])
    }

    /// The same with further `{name}`s filled in.
    pub fn count_with(self, key: &str, number: u32, values: &[(&str, &str)]) -> String {
        let written = self.number(number);
        let values = [&[("n", written.as_str())], values].concat();
        self.0
            .with_value(|state| words::fill(state.words.plural(key, number), &values))
    }

    /// A number, large ones in groups: "2.163".
    pub fn number(self, number: u32) -> String {
        match number {
            ..1000 => number.to_string(),
            _ => js_sys::Number::from(number).to_locale_string(&self.tag()).into(),
        }
    }

    /// Chooses from texts in several languages: this one, else English, else any.
    pub fn choose(self, texts: &samskab_protocol::service::Localized) -> String {
        self.0.with_value(|state| {
            let text = texts
                .get(&state.tag)
                .or_else(|| texts.get("en"))
                .or_else(|| texts.values().next());
            text.cloned().unwrap_or_default()
        })
    }

    /// Takes the municipality's IANA time zone; one that the browser does not know is passed over.
    pub fn set_timezone(self, timezone: Option<&str>) {
        self.0
            .try_update_value(|state| state.dates.set_timezone(timezone));
    }

    /// A day: "5. november 2026".
    pub fn day(self, at: &Timestamp) -> String {
        self.0.with_value(|state| state.dates.day(at))
    }

    /// A day and the hour: "torsdag 5. november 2026 kl. 09.30".
    pub fn moment(self, at: &Timestamp) -> String {
        self.0.with_value(|state| state.dates.moment(at))
    }

    /// How long ago under seven days ("for 3 dage siden"), the day otherwise.
    pub fn since(self, at: &Timestamp) -> String {
        self.0.with_value(|state| state.dates.since(at))
    }
}

/// The present moment.
pub fn now() -> Timestamp {
    Timestamp(js_sys::Date::new_0().to_iso_string().into())
}

/// The moment that lies so many seconds ahead.
pub fn later(seconds: u32) -> Timestamp {
    let moment = js_sys::Date::now() + f64::from(seconds) * 1000.0;
    Timestamp(js_sys::Date::new(&moment.into()).to_iso_string().into())
}

/// Milliseconds until a moment; 0 where it has passed.
pub fn milliseconds_until(moment: &Timestamp) -> u64 {
    (js_sys::Date::parse(moment.as_str()) - js_sys::Date::now()) as u64
}

/// Seconds since a moment, by this device's clock; negative where it lies ahead, not a number for what is no date.
pub fn seconds_since(moment: &Timestamp) -> f64 {
    (js_sys::Date::now() - js_sys::Date::parse(moment.as_str())) / 1000.0
}

/// Whole days from one moment to another, negative when it lies before; `None` for what is no date.
pub fn days_between(from: &Timestamp, to: &Timestamp) -> Option<i32> {
    let days = (js_sys::Date::parse(to.as_str()) - js_sys::Date::parse(from.as_str())) / 86_400_000.0;
    days.is_finite().then_some(days as i32)
}
