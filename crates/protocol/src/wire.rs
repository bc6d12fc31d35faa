//! Reading what came over the wire, with little code.
//!
//! Every phone downloads this code, and one derived `Deserialize` per type weighed more than anything else in
//! the widget: 147 kB of 541. Here JSON is read once into [`serde_json::Value`], and each type says which member
//! goes where. `Deserialize` is still implemented, so that both sides use serde as ever.
//!
//! A missing or null member is `None`, an empty list, `false` or 0; a missing text is a fault. Unknown members
//! are ignored.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

/// Why something could not be read: where the first member lies that is missing or of the wrong type, as a JSON
/// Pointer (RFC 6901).
#[derive(Debug, PartialEq, Eq)]
pub struct Fault(String);

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("missing or of the wrong type: ")?;
        out.write_str(&self.0)
    }
}

/// Something that can be read from JSON; `None` where the member is missing or null.
///
/// What is of the wrong form is noted with the reader, and something empty stands in for it until [`read`] refuses
/// the whole. No member returns early: throwing away what was read so far, anew after each member of each type,
/// weighed more than the reading itself.
pub trait Wire: Sized {
    /// Reads it.
    fn read(value: Option<&Value>, reader: &mut Reader) -> Self;
}

/// Reads a whole document.
///
/// # Errors
/// Where the first member lies that is missing or of the wrong type.
pub fn read<T: Wire>(value: &Value) -> Result<T, Fault> {
    let mut reader = Reader::default();
    let read = T::read(Some(value), &mut reader);
    match reader.fault {
        Some(fault) => Err(fault),
        None => Ok(read),
    }
}

/// Where one is in a document, and the first thing that was wrong with it.
#[derive(Debug, Default)]
pub struct Reader {
    path: Vec<Step>,
    fault: Option<Fault>,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Member(&'static str),
    Item(usize),
}

impl Reader {
    /// Notes that what stands here cannot be read.
    pub fn refuse(&mut self) {
        if self.fault.is_some() {
            return;
        }
        let mut pointer = String::new();
        for step in &self.path {
            pointer.push('/');
            match step {
                Step::Member(name) => pointer.push_str(name),
                Step::Item(at) => pointer.push_str(&at.to_string()),
            }
        }
        self.fault = Some(Fault(pointer));
    }

    /// The object that stands here; a missing one has no members.
    pub fn object<'a>(&mut self, value: Option<&'a Value>) -> Option<&'a Map<String, Value>> {
        match value {
            None => None,
            Some(Value::Object(object)) => Some(object),
            Some(_) => {
                self.refuse();
                None
            }
        }
    }

    /// Reads one member of an object.
    pub fn member<T: Wire>(&mut self, object: Option<&Map<String, Value>>, name: &'static str) -> T {
        self.path.push(Step::Member(name));
        let read = T::read(present(object, name), self);
        self.path.pop();
        read
    }

    fn or_refuse<T: Default>(&mut self, read: Option<T>) -> T {
        if read.is_none() {
            self.refuse();
        }
        read.unwrap_or_default()
    }
}

/// The member, unless it is missing or null.
pub fn present<'a>(object: Option<&'a Map<String, Value>>, name: &str) -> Option<&'a Value> {
    object?.get(name).filter(|value| !value.is_null())
}

/// Reads a type through its [`Wire`]; what its `Deserialize` is made of.
pub fn deserialize<'de, T: Wire, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    read(&Value::deserialize(from)?).map_err(serde::de::Error::custom)
}

impl Wire for String {
    fn read(value: Option<&Value>, reader: &mut Reader) -> Self {
        reader.or_refuse(value.and_then(Value::as_str).map(str::to_owned))
    }
}

impl Wire for bool {
    fn read(value: Option<&Value>, reader: &mut Reader) -> Self {
        reader.or_refuse(value.map_or(Some(false), Value::as_bool))
    }
}

impl Wire for u32 {
    fn read(value: Option<&Value>, reader: &mut Reader) -> Self {
        let number = value.map_or(Some(0), Value::as_u64);
        reader.or_refuse(number.and_then(|number| u32::try_from(number).ok()))
    }
}

impl Wire for f64 {
    fn read(value: Option<&Value>, reader: &mut Reader) -> Self {
        reader.or_refuse(value.map_or(Some(0.0), Value::as_f64))
    }
}

impl Wire for u16 {
    fn read(value: Option<&Value>, reader: &mut Reader) -> Self {
        let number = u32::read(value, reader);
        reader.or_refuse(u16::try_from(number).ok())
    }
}

/// As it came, to be read later.
impl Wire for Value {
    fn read(value: Option<&Value>, _: &mut Reader) -> Self {
        value.cloned().unwrap_or_default()
    }
}

impl<T: Wire> Wire for Option<T> {
    fn read(value: Option<&Value>, reader: &mut Reader) -> Self {
        value.map(|value| T::read(Some(value), reader))
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn read(value: Option<&Value>, reader: &mut Reader) -> Self {
        let items = match value {
            None => return Vec::new(),
            Some(Value::Array(items)) => items,
            Some(_) => {
                reader.refuse();
                return Vec::new();
            }
        };
        let mut list = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            reader.path.push(Step::Item(at));
            list.push(T::read(Some(item), reader));
            reader.path.pop();
        }
        list
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    fn read(value: Option<&Value>, reader: &mut Reader) -> Self {
        let mut map = BTreeMap::new();
        // One by one: collecting would bring code along that sorts.
        for (key, value) in reader.object(value).into_iter().flatten() {
            map.insert(key.clone(), T::read(Some(value), reader));
        }
        map
    }
}

/// Says which members a struct is read from: `wire!(Link { url, title })`. The compiler sees to it that none is
/// forgotten. A member with another name is written `field = "name"`. With `wire!(default Limits { … })` a
/// missing member keeps the value that the type's `Default` gives it.
#[macro_export]
macro_rules! wire {
    (default $name:ident { $($field:ident $(= $member:literal)?),* $(,)? }) => {
        impl $crate::wire::Wire for $name {
            fn read(value: Option<&serde_json::Value>, reader: &mut $crate::wire::Reader) -> Self {
                let object = reader.object(value);
                let mut read = $name::default();
                $(
                    let name = $crate::wire!(@member $field $($member)?);
                    if $crate::wire::present(object, name).is_some() {
                        read.$field = reader.member(object, name);
                    }
                )*
                read
            }
        }
        $crate::wire!(@deserialize $name);
    };
    ($name:ident { $($field:ident $(= $member:literal)?),* $(,)? }) => {
        impl $crate::wire::Wire for $name {
            fn read(value: Option<&serde_json::Value>, reader: &mut $crate::wire::Reader) -> Self {
                let object = reader.object(value);
                $name {
                    $($field: reader.member(object, $crate::wire!(@member $field $($member)?)),)*
                }
            }
        }
        $crate::wire!(@deserialize $name);
    };
    (@member $field:ident) => { stringify!($field) };
    (@member $field:ident $member:literal) => { $member };
    (@deserialize $name:ident) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $crate::wire::deserialize(from)
            }
        }
    };
}

/// Says which word stands for each value of an open enum:
/// `words!(Role { Citizen = "citizen", … } else Other, missing Citizen)`. A word that is not listed is the value
/// after `else`; a missing member is the value after `missing`, or a fault where there is none.
#[macro_export]
macro_rules! words {
    ($name:ident { $($value:ident = $word:literal),* $(,)? } else $other:ident $(, missing $missing:ident)?) => {
        impl $name {
            /// The word on the wire.
            pub fn as_str(self) -> &'static str {
                $(if self == $name::$value {
                    return $word;
                })*
                "other"
            }

            /// Reads the word on the wire; what this version does not know is not an error.
            pub fn parse(word: &str) -> Self {
                match word {
                    $($word => $name::$value,)*
                    _ => $name::$other,
                }
            }
        }

        impl $crate::wire::Wire for $name {
            fn read(value: Option<&serde_json::Value>, reader: &mut $crate::wire::Reader) -> Self {
                $(if value.is_none() {
                    return $name::$missing;
                })?
                match value.and_then(serde_json::Value::as_str) {
                    Some(word) => $name::parse(word),
                    None => {
                        reader.refuse();
                        $name::$other
                    }
                }
            }
        }
        $crate::wire!(@deserialize $name);

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use crate::page::Page;
    use crate::text::Link;

    #[test]
    fn a_fault_says_where_it_lies() {
        let text = r#"{"items":[{"url":"a","title":"b"},{"url":1,"title":"b"}],"page":{}}"#;
        let fault = serde_json::from_str::<Page<Link>>(text).unwrap_err();
        assert!(fault.to_string().contains("/items/1/url"), "{fault}");
    }

    #[test]
    fn null_is_as_good_as_missing() {
        let page: Page<Link> =
            serde_json::from_str(r#"{"items":null,"page":{"next":null},"total":null}"#).unwrap();
        assert_eq!(
            page,
            Page {
                total: None,
                ..Page::whole(Vec::new())
            }
        );
    }
}
