//! Bodies that no reader should take.

use serde_json::{Value, json};

/// Bodies that no reader should take, made from one that could stand.
pub fn broken_bodies(example: &Value) -> Vec<(String, Vec<u8>)> {
    let text = example.to_string();
    let mut bodies: Vec<(String, Vec<u8>)> = [
        ("nothing", String::new()),
        (
            "half of it",
            text.chars().take(text.chars().count() / 2).collect(),
        ),
        ("a list", "[]".into()),
        ("`null`", "null".into()),
        ("a number", "12".into()),
        ("a text", "\"tekst\"".into()),
        ("two of it", format!("{text}{text}")),
        ("a comma too many", text.replace('}', ",}")),
        ("single quotes", text.replace('"', "'")),
        ("`NaN`", "{\"title\": NaN}".into()),
        ("a number beyond all bounds", "{\"title\": 1e99999}".into()),
        ("a byte order mark", format!("\u{feff}{text}")),
        (
            "XML",
            "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]><x>&y;</x>"
                .into(),
        ),
        (
            "10,000 lists in each other",
            "[".repeat(10_000) + &"]".repeat(10_000),
        ),
        (
            "10,000 objects in each other",
            "{\"a\":".repeat(10_000) + "1" + &"}".repeat(10_000),
        ),
        (
            "a lone surrogate",
            "{\"title\":\"\\ud800\",\"body\":\"\\udfff\"}".into(),
        ),
        ("a raw line break in a text", "{\"title\":\"a\nb\"}".into()),
        ("300 kB", format!("{{\"title\":\"{}\"}}", "x".repeat(300 * 1024))),
    ]
    .into_iter()
    .map(|(what, body)| (what.to_owned(), body.into_bytes()))
    .collect();
    bodies.push((
        "invalid UTF-8".into(),
        [b"{\"title\":\"", &[0xff, 0xfe, 0xc3][..], b"\"}"].concat(),
    ));
    bodies.push((
        "UTF-16".into(),
        text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
    ));
    for (name, value) in example.as_object().into_iter().flatten() {
        let twice = format!("{{\"{name}\":{value},{}", &text[1..]);
        bodies.push(("a member twice".into(), twice.into_bytes()));
        let wrong = if value.is_string() {
            json!({"x": [1]})
        } else {
            json!("tekst")
        };
        let mut turned = example.clone();
        turned[name] = wrong;
        bodies.push((
            "a member of the wrong type".into(),
            turned.to_string().into_bytes(),
        ));
        if value.is_string() {
            let mut nul = example.clone();
            nul[name] = json!("a\u{0}b");
            bodies.push(("the character U+0000".into(), nul.to_string().into_bytes()));
        }
    }
    bodies
}
