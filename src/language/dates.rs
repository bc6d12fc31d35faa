//! Dates by the browser's `Intl`: every language, no bytes.

use js_sys::{Array, Object, Reflect};
use samskab_protocol::identifier::Timestamp;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A date whose formatting may refuse its options instead of throwing through the program.
    #[wasm_bindgen(js_name = Date)]
    type JsDate;
    #[wasm_bindgen(constructor, js_class = "Date")]
    fn new(text: &str) -> JsDate;
    #[wasm_bindgen(method, catch, js_name = toLocaleString)]
    fn to_locale_string(this: &JsDate, locales: &Array, options: &Object) -> Result<String, JsValue>;
}

/// Formats dates in one language and one time zone.
pub struct Dates {
    locales: Array,
    timezone: Option<String>,
}

impl Dates {
    /// Dates in the language with this tag. English dates are written as in Europe.
    pub fn new(tag: &str) -> Dates {
        let tag = if tag == "en" { "en-GB" } else { tag };
        Dates {
            locales: Array::of1(&tag.into()),
            timezone: None,
        }
    }

    /// Takes a time zone, if the browser knows it.
    pub fn set_timezone(&mut self, timezone: Option<&str>) {
        self.timezone = timezone.map(str::to_owned);
        let known = self
            .format(&Timestamp("2026-01-01T00:00:00Z".into()), &[("year", "numeric")])
            .is_some();
        if !known {
            self.timezone = None;
        }
    }

    /// "5. november 2026".
    pub fn day(&self, at: &Timestamp) -> String {
        self.format(at, &[("dateStyle", "long")])
            .unwrap_or_else(|| at.0.clone())
    }

    /// "torsdag den 5. november 2026 kl. 09.30".
    pub fn moment(&self, at: &Timestamp) -> String {
        self.format(at, &[("dateStyle", "full"), ("timeStyle", "short")])
            .unwrap_or_else(|| at.0.clone())
    }

    /// "for 3 dage siden" under seven days, the day otherwise.
    pub fn since(&self, at: &Timestamp) -> String {
        let minutes = (js_sys::Date::now() - js_sys::Date::parse(at.as_str())) / 60_000.0;
        let (amount, unit) = match minutes {
            _ if !(0.0..10_080.0).contains(&minutes) => return self.day(at),
            _ if minutes < 1.0 => (0.0, "second"),
            _ if minutes < 60.0 => (minutes, "minute"),
            _ if minutes < 1_440.0 => (minutes / 60.0, "hour"),
            _ => (minutes / 1_440.0, "day"),
        };
        let options = Object::new();
        set(&options, "numeric", "auto");
        let format = js_sys::Intl::RelativeTimeFormat::new(&self.locales, &options);
        format.format(-amount.floor(), unit).into()
    }

    fn format(&self, at: &Timestamp, style: &[(&str, &str)]) -> Option<String> {
        let options = Object::new();
        for (name, value) in style {
            set(&options, name, value);
        }
        if let Some(timezone) = &self.timezone {
            set(&options, "timeZone", timezone);
        }
        let date = JsDate::new(at.as_str());
        js_sys::Date::parse(at.as_str())
            .is_finite()
            .then(|| date.to_locale_string(&self.locales, &options).ok())?
    }
}

fn set(options: &Object, name: &str, value: &str) {
    // Setting a member of a fresh object cannot fail.
    _ = Reflect::set(options, &name.into(), &value.into());
}
