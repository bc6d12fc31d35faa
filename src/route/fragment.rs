//! The place in the page's fragment: `#samskab=/ideas/42`, beside other widgets' places.
//!
//! A fragment that is the page's own (`#contact`, `#/a/router`) is never changed unless somebody follows a link
//! of ours, and following one of the page's own leaves the widget where it is.

/// The path kept under `name` in a fragment without its `#`.
pub fn read<'a>(fragment: &'a str, name: &str) -> Option<&'a str> {
    parts(fragment).find_map(|(key, path)| (key == name).then_some(path))
}

/// The fragment, without its `#`, in which the place kept under `name` is `path`; other widgets' places stay.
pub fn write(fragment: &str, name: &str, path: &str) -> String {
    let mut out = String::new();
    let mut push = |key: &str, path: &str| {
        if !out.is_empty() {
            out.push('&');
        }
        out.extend([key, "=", path]);
    };
    let mut found = false;
    for (key, kept) in parts(fragment) {
        found |= key == name;
        push(key, if key == name { path } else { kept });
    }
    if !found {
        push(name, path);
    }
    out
}

/// Whether a fragment, without its `#`, holds nothing of the page's own: only places of widgets, or nothing at all.
pub fn is_ours(fragment: &str) -> bool {
    let ours = parts(fragment).map(|(key, path)| key.len() + path.len() + 2);
    fragment.is_empty() || ours.sum::<usize>() == fragment.len() + 1
}

/// Keys with their paths. What follows a path with a question mark belongs to it, up to the next key that has a path.
fn parts(fragment: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = fragment;
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let end = rest.find('&').unwrap_or(rest.len());
            let Some((key, path)) = rest[..end]
                .split_once('=')
                .filter(|(_, path)| path.starts_with('/'))
            else {
                rest = rest.get(end + 1..).unwrap_or("");
                continue;
            };
            let begin = key.len() + 1;
            let end = match path.contains('?') {
                true => begin + length_with_question(&rest[begin..]),
                false => end,
            };
            let path = &rest[begin..end];
            rest = rest.get(end + 1..).unwrap_or("");
            return Some((key, path));
        }
        None
    })
}

/// How long a path with a question mark is, of a fragment that begins with it.
fn length_with_question(fragment: &str) -> usize {
    let mut length = 0;
    for part in fragment.split('&') {
        let is_next = part.split_once('=').is_none_or(|(_, path)| path.starts_with('/'));
        if length > 0 && is_next {
            break;
        }
        length += part.len() + 1;
    }
    length.saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_widgets_keep_their_places_side_by_side() {
        let both = write("samskab=/ideas", "other", "/projects/1");
        assert_eq!(both, "samskab=/ideas&other=/projects/1");
        assert_eq!(
            write(&both, "samskab", "/ideas/2"),
            "samskab=/ideas/2&other=/projects/1"
        );
        assert_eq!(read(&both, "other"), Some("/projects/1"));
    }

    #[test]
    fn a_fragment_with_only_another_widgets_place_is_not_the_pages_own() {
        assert!(is_ours("") && is_ours("other=/projects"));
        assert!(!is_ours("contact") && !is_ours("contact&other=/projects"));
    }

    #[test]
    fn what_a_list_is_narrowed_down_to_belongs_to_its_path() {
        let by = "/ideas?order=newest&topic=Trafik";
        let both = write("samskab=/debate&other=/projects", "samskab", by);
        assert_eq!(both, "samskab=/ideas?order=newest&topic=Trafik&other=/projects");
        assert_eq!(read(&both, "samskab"), Some(by));
        assert_eq!(read(&both, "other"), Some("/projects"));
        assert_eq!(
            write(&both, "samskab", "/ideas"),
            "samskab=/ideas&other=/projects"
        );
        assert!(is_ours(&both) && !is_ours("samskab=/ideas?q=a&contact"));
    }

    #[test]
    fn the_pages_own_fragment_is_not_ours() {
        assert_eq!(read("contact", "samskab"), None);
        assert_eq!(read("/a/router?samskab=x", "samskab"), None);
        assert_eq!(write("contact", "samskab", "/ideas"), "samskab=/ideas");
    }
}
