//! Small parts of the program, one after the other in one file: what several later parts share is split so finely that
//! each would otherwise be a request of its own.

use std::ops::Range;

/// At most so many bytes, as sent, is small: less than a request's trip costs on a phone.
const SMALL: usize = 4_000;

/// How a page takes parts out of the file, which it fetches once. A page that could not fetch it asks again.
const TAKE: &str = "\
let pack;
const takePart = async (start, end) => {
    pack ??= fetch(new URL(\"./NAME\", import.meta.url), { integrity: \"INTEGRITY\" })
        .then((answer) => answer.arrayBuffer());
    pack.catch(() => { pack = undefined; });
    return new Response((await pack).slice(start, end), { headers: { \"content-type\": \"application/wasm\" } });
};
";

/// Parts in one file.
#[derive(Default)]
pub struct Pack {
    /// What the file holds.
    pub content: Vec<u8>,
}

impl Pack {
    /// Whether a part is small enough to be put here, by its size as sent.
    pub fn takes(brotli: usize) -> bool {
        brotli <= SMALL
    }

    /// Puts a part in, and says where it lies.
    pub fn put(&mut self, part: &[u8]) -> Range<usize> {
        let start = self.content.len();
        self.content.extend(part);
        start..self.content.len()
    }
}

/// The expression by which the linking script gets a part.
pub fn expression(place: &Range<usize>) -> String {
    format!("takePart({}, {})", place.start, place.end)
}

/// The linking script with what [`expression`] uses, once the file has its name.
pub fn introduce(link: &str, name: &str, integrity: &str) -> String {
    let take = TAKE.replace("NAME", name).replace("INTEGRITY", integrity);
    // Imports come first in a script.
    match link.find(";\n") {
        Some(end) => [&link[..end + 2], &take, &link[end + 2..]].concat(),
        None => [&take, link].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_is_found_where_it_was_put() {
        let mut pack = Pack::default();
        let (first, second) = (pack.put(b"abc"), pack.put(b"de"));
        assert_eq!(&pack.content[first], b"abc");
        assert_eq!(&pack.content[second.clone()], b"de");
        assert_eq!(expression(&second), "takePart(3, 5)");
    }

    #[test]
    fn the_script_takes_parts_only_after_its_imports() {
        let link = introduce(
            "import { a } from \"./b.js\";\n\nlet c;\n",
            "pack.bin",
            "sha384-A",
        );
        assert!(
            link.starts_with("import { a } from \"./b.js\";\nlet pack;\n"),
            "{link}"
        );
        assert!(link.ends_with("\nlet c;\n"), "{link}");
        assert!(
            link.contains("\"./pack.bin\"") && link.contains("\"sha384-A\""),
            "{link}"
        );
    }
}
