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

/// Why something could not be read: the members that lead to it, outermost first.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Fault(Vec<String>);

impl Fault {
    /// The same fault, found inside the member `name`.
    #[must_use]
    pub fn within(mut self, name: &str) -> Fault {
        self.0.insert(0, name.to_owned());
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("missing or of the wrong type: /")?;
        out.write_str(&self.0.join("/"))
    }
}

/// Something that can be read from JSON; `None` where the member is missing or null.
pub trait Wire: Sized {
    /// Reads it.
    fn read(value: Option<&Value>) -> Result<Self, Fault>;
}

/// The object behind a member; a missing one has no members.
pub fn object(value: Option<&Value>) -> Result<Option<&Map<String, Value>>, Fault> {
    match value {
        None => Ok(None),
        Some(Value::Object(object)) => Ok(Some(object)),
        Some(_) => Err(Fault::default()),
    }
}

/// Reads one member of an object.
pub fn member<T: Wire>(object: Option<&Map<String, Value>>, name: &str) -> Result<T, Fault> {
    T::read(present(object, name)).map_err(|fault| fault.within(name))
}

/// The member, unless it is missing or null.
pub fn present<'a>(object: Option<&'a Map<String, Value>>, name: &str) -> Option<&'a Value> {
    object?.get(name).filter(|value| !value.is_null())
}

/// Reads a type through its [`Wire`]; what its `Deserialize` is made of.
pub fn deserialize<'de, T: Wire, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    T::read(Some(&Value::deserialize(from)?)).map_err(serde::de::Error::custom)
}

impl Wire for String {
    fn read(value: Option<&Value>) -> Result<Self, Fault> {
        value.and_then(Value::as_str).map(str::to_owned).ok_or_default()
    }
}

impl Wire for bool {
    fn read(value: Option<&Value>) -> Result<Self, Fault> {
        value.map_or(Some(false), Value::as_bool).ok_or_default()
    }
}

impl Wire for u32 {
    fn read(value: Option<&Value>) -> Result<Self, Fault> {
        let number = value.map_or(Some(0), Value::as_u64);
        number
            .and_then(|number| u32::try_from(number).ok())
            .ok_or_default()
    }
}

impl Wire for u16 {
    fn read(value: Option<&Value>) -> Result<Self, Fault> {
        u32::read(value).and_then(|number| u16::try_from(number).ok().ok_or_default())
    }
}

impl<T: Wire> Wire for Option<T> {
    fn read(value: Option<&Value>) -> Result<Self, Fault> {
        value.map(|value| T::read(Some(value))).transpose()
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn read(value: Option<&Value>) -> Result<Self, Fault> {
        let items = match value {
            None => return Ok(Vec::new()),
            Some(Value::Array(items)) => items,
            Some(_) => return Err(Fault::default()),
        };
        let mut list = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            list.push(T::read(Some(item)).map_err(|fault| fault.within(&at.to_string()))?);
        }
        Ok(list)
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    fn read(value: Option<&Value>) -> Result<Self, Fault> {
        let members = object(value)?.into_iter().flatten();
        members
            .map(|(key, value)| {
                Ok((
                    key.clone(),
                    T::read(Some(value)).map_err(|fault| fault.within(key))?,
                ))
            })
            .collect()
    }
}

trait OrDefault<T> {
    fn ok_or_default(self) -> Result<T, Fault>;
}

impl<T> OrDefault<T> for Option<T> {
    fn ok_or_default(self) -> Result<T, Fault> {
        self.ok_or(Fault::default())
    }
}

/// Says which members a struct is read from: `wire!(Link { url, title })`. The compiler sees to it that none is
/// forgotten. A member with another name is written `field = "name"`. With `wire!(default Limits { … })` a
/// missing member keeps the value that the type's `Default` gives it.
#[macro_export]
macro_rules! wire {
    (default $name:ident { $($field:ident $(= $member:literal)?),* $(,)? }) => {
        impl $crate::wire::Wire for $name {
            fn read(value: Option<&serde_json::Value>) -> Result<Self, $crate::wire::Fault> {
                let object = $crate::wire::object(value)?;
                let mut read = $name::default();
                $(
                    let name = $crate::wire!(@member $field $($member)?);
                    if $crate::wire::present(object, name).is_some() {
                        read.$field = $crate::wire::member(object, name)?;
                    }
                )*
                Ok(read)
            }
        }
        $crate::wire!(@deserialize $name);
    };
    ($name:ident { $($field:ident $(= $member:literal)?),* $(,)? }) => {
        impl $crate::wire::Wire for $name {
            fn read(value: Option<&serde_json::Value>) -> Result<Self, $crate::wire::Fault> {
                let object = $crate::wire::object(value)?;
                Ok($name {
                    $($field: $crate::wire::member(object, $crate::wire!(@member $field $($member)?))?,)*
                })
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
            fn read(value: Option<&serde_json::Value>) -> Result<Self, $crate::wire::Fault> {
                $(if value.is_none() {
                    return Ok($name::$missing);
                })?
                value.and_then(serde_json::Value::as_str).map($name::parse).ok_or($crate::wire::Fault::default())
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
