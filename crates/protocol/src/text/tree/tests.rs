use std::time::{Duration, Instant};

use super::*;

const NAMES: [&str; 3] = ["Karen", "Karen Prøve", "Egeby Kommune, Vej og Park"];

/// The longest of the names that a text begins with.
fn known(text: &str) -> Option<usize> {
    let fitting = NAMES.iter().filter(|name| text.starts_with(**name));
    fitting.map(|name| name.len()).max()
}

fn markup(value: &str) -> Text {
    Text {
        format: Format::Markup,
        ..Text::plain(value)
    }
}

/// A tree on one line: `p(…)`, `ul(…|…)`, `ol1(…|…)`, `q(…)`, `em(…)`, `b(…)`, `a(words>url)`, `a(words>url host)`, `@(…)`.
fn draw(value: &str) -> String {
    blocks(&read(&markup(value), &known))
}

fn blocks(blocks: &[Block]) -> String {
    let drawn = blocks.iter().map(|block| match block {
        Block::Paragraph(inside) => format!("p({})", inlines(inside)),
        Block::Quote(inside) => format!("q({})", self::blocks(inside)),
        Block::List { first, items } => {
            let items: Vec<_> = items.iter().map(|item| inlines(item)).collect();
            let name = first.map_or("ul".to_owned(), |first| format!("ol{first}"));
            format!("{name}({})", items.join("|"))
        }
    });
    drawn.collect::<Vec<_>>().join(" ")
}

fn inlines(inlines: &[Inline]) -> String {
    let drawn = inlines.iter().map(|inline| match inline {
        Inline::Words(words) => words.clone(),
        Inline::Emphasis(inside) => format!("em({})", self::inlines(inside)),
        Inline::Strong(inside) => format!("b({})", self::inlines(inside)),
        Inline::Link(Address { words, url, leads_to }) => match leads_to {
            Some(host) => format!("a({words}>{url} {host})"),
            None => format!("a({words}>{url})"),
        },
        Inline::Mention(name) => format!("@({name})"),
    });
    drawn.collect()
}

#[test]
fn lines_become_paragraphs_lists_and_quotes() {
    let table = [
        ("a\nb\n\n\n c \n\n", "p(a\nb) p(c)"),
        ("Vi mangler:\n- bænke\n- lys", "p(Vi mangler:) ul(bænke|lys)"),
        ("- a\n\n- b\nefter", "ul(a|b) p(efter)"),
        ("* a\n  mere\n* b", "ul(a\nmere|b)"),
        ("1. a\n2) b\n\nc", "ol1(a|b) p(c)"),
        (
            "> Det går ikke\n> - a\n> - b\nJo",
            "q(p(Det går ikke) ul(a|b)) p(Jo)",
        ),
        ("> > > > a", "q(q(q(p(> a))))"),
        (">> a\n\n> b", "q(q(p(a))) q(p(b))"),
    ];
    for (value, tree) in table {
        assert_eq!(draw(value), tree, "{value}");
    }
}

#[test]
fn what_only_looks_like_a_list_or_a_quote_is_text() {
    for value in [
        "1. maj er en fridag",
        "24. december\n1. januar",
        "- Karen",
        ">50 mennesker kom",
        "-5 grader\n-7 grader",
        "1000. a\n1001. b",
        "# Ikke en overskrift",
    ] {
        assert_eq!(draw(value), format!("p({value})"));
    }
}

#[test]
fn stars_emphasize_words_and_nothing_else() {
    let table = [
        ("Det er *meget* vigtigt", "Det er em(meget) vigtigt"),
        ("**Alle**, også *de små*.", "b(Alle), også em(de små)."),
        ("**helt *klart* nej**", "b(helt em(klart) nej)"),
        ("***nej***", "b(em(nej))"),
        ("2 * 3 * 4, 5*6*7", "2 * 3 * 4, 5*6*7"),
        ("*ikke lukket", "*ikke lukket"),
        ("*a **b* c**", "em(a **b) c**"),
        ("**a *b** c*", "b(a *b) c*"),
        ("****", "****"),
        ("\\*a\\* og \\\\", "*a* og \\"),
        ("C:\\mappe", "C:\\mappe"),
        ("_a_ ~b~ `c` <b>d</b> &amp;", "_a_ ~b~ `c` <b>d</b> &amp;"),
    ];
    for (value, tree) in table {
        assert_eq!(draw(value), format!("p({tree})"), "{value}");
    }
}

#[test]
fn addresses_are_links_that_say_where_they_lead() {
    let table = [
        (
            "Se https://a.dk/b, ikke?",
            "Se a(https://a.dk/b>https://a.dk/b), ikke?",
        ),
        (
            "(Https://a.dk/b_(c)).",
            "(a(Https://a.dk/b_(c)>https://a.dk/b_(c))).",
        ),
        ("**http://a.dk**", "b(a(http://a.dk>http://a.dk))"),
        ("[referat](https://a.dk/x)", "a(referat>https://a.dk/x a.dk)"),
        (
            "[https://bank.dk](https://ond.dk)",
            "a(https://bank.dk>https://ond.dk ond.dk)",
        ),
        ("[A.dk](https://a.dk/x)", "a(A.dk>https://a.dk/x)"),
        (
            "[skriv](mailto:a@b.dk?subject=x)",
            "a(skriv>mailto:a@b.dk?subject=x a@b.dk)",
        ),
    ];
    for (value, tree) in table {
        assert_eq!(draw(value), format!("p({tree})"), "{value}");
    }
}

#[test]
fn what_could_mislead_or_run_is_no_link() {
    for value in [
        "javascript:alert(1)",
        "[a](javascript:alert(1))",
        "[a](data:text/html,x)",
        "[a](JaVaScRiPt:x)",
        "[a](//ond.dk)",
        "[a](ond.dk)",
        "[a](https://)",
        "https://bank.dk@ond.dk",
        "[a](https://bank.dk@ond.dk)",
        "[a](https://ond\u{2024}dk/b)",
        "xhttps://a.dk",
    ] {
        let drawn = draw(value);
        assert_eq!(drawn, format!("p({value})"));
    }
}

#[test]
fn an_address_ends_before_what_cannot_be_seen() {
    let drawn = draw("https://a.dk/\u{202E}kd.b");
    assert_eq!(drawn, "p(a(https://a.dk/>https://a.dk/)\u{202E}kd.b)");
}

#[test]
fn names_in_the_debate_are_mentions_in_every_format() {
    let value = "@Karen Prøve, @Karen og @Ukendt: a@Karen";
    let tree = "@(Karen Prøve), @(Karen) og @Ukendt: a@Karen";
    assert_eq!(draw(value), format!("p({tree})"));
    assert_eq!(inlines(&read_one(&Text::plain(value))), tree);
    assert_eq!(
        draw("**@Egeby Kommune, Vej og Park**"),
        "p(b(@(Egeby Kommune, Vej og Park)))"
    );
}

fn read_one(text: &Text) -> Vec<Inline> {
    match read(text, &known).as_slice() {
        [Block::Paragraph(inside)] => inside.clone(),
        other => vec![Inline::Words(blocks(other))],
    }
}

#[test]
fn plain_text_stays_as_it_is() {
    let value = "- *a*\n- https://a.dk\n\n> b";
    assert_eq!(
        blocks(&read(&Text::plain(value), &known)),
        "p(- *a*\n- https://a.dk) p(> b)"
    );
    assert_eq!(words(&Text::plain(value)), value);
}

#[test]
fn the_words_of_a_text_have_no_marks() {
    let value = "Vi *mangler*:\n- [bænke](https://a.dk)\n- **lys**\n\n> @Karen";
    assert_eq!(words(&markup(value)), "Vi mangler:\n\nbænke\nlys\n\n@Karen");
}

/// Texts made of everything that means something, always the same ones.
fn made_up() -> impl Iterator<Item = String> {
    const PIECES: [&str; 26] = [
        "*",
        "**",
        "> ",
        ">",
        "- ",
        "1. ",
        "2. ",
        "\n",
        "\n\n",
        " ",
        "  ",
        "[",
        "](",
        ")",
        "https://a.dk",
        "http",
        "@",
        "Karen",
        "\\",
        "å",
        "😀",
        "\u{202E}",
        "\u{200D}",
        "mailto:",
        "<b>",
        "ord",
    ];
    let mut seed = 7_u64;
    let mut chance = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) as usize % below
    };
    (0..20_000).map(move |_| (0..chance(24)).map(|_| PIECES[chance(PIECES.len())]).collect())
}

#[test]
fn every_text_can_be_read_and_loses_no_word() {
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|sign| "åord😀Karen".contains(*sign))
            .collect()
    };
    for value in made_up() {
        let text = markup(&value);
        let tree = read(&text, &known);
        assert!(depth(&tree) <= QUOTES + 4, "{value:?} is too deep: {tree:?}");
        let said = words(&text);
        // What a link leads to is no word; everything else is still there.
        if !value.contains("](") {
            assert_eq!(letters(&said), letters(&value), "{value:?}");
        }
        links(&tree).iter().for_each(|link| {
            assert!(super::super::is_safe(&link.url), "{value:?}");
            assert!(link.leads_to.is_some() || link.url.ends_with(link.words.trim_start_matches("mailto:")));
        });
    }
}

fn depth(blocks: &[Block]) -> usize {
    let inside = |block: &Block| match block {
        Block::Paragraph(inside) => inline_depth(inside),
        Block::Quote(inside) => depth(inside),
        Block::List { items, .. } => 1 + items.iter().map(|item| inline_depth(item)).max().unwrap_or(0),
    };
    blocks.iter().map(|block| 1 + inside(block)).max().unwrap_or(0)
}

fn inline_depth(inlines: &[Inline]) -> usize {
    let inside = |inline: &Inline| match inline {
        Inline::Emphasis(inside) | Inline::Strong(inside) => 1 + inline_depth(inside),
        _ => 0,
    };
    inlines.iter().map(inside).max().unwrap_or(0)
}

fn links(blocks: &[Block]) -> Vec<Address> {
    let inside = |block: &Block| match block {
        Block::Paragraph(inside) => inline_links(inside),
        Block::Quote(inside) => links(inside),
        Block::List { items, .. } => items.iter().flat_map(|item| inline_links(item)).collect(),
    };
    blocks.iter().flat_map(inside).collect()
}

fn inline_links(inlines: &[Inline]) -> Vec<Address> {
    let inside = |inline: &Inline| match inline {
        Inline::Link(address) => vec![address.clone()],
        Inline::Emphasis(inside) | Inline::Strong(inside) => inline_links(inside),
        _ => Vec::new(),
    };
    inlines.iter().flat_map(inside).collect()
}

#[test]
fn a_text_made_to_be_slow_is_not() {
    for piece in [
        "*",
        "*a ",
        "**a *",
        "> ",
        "[",
        "[a](",
        "[a](http://",
        "(http://a",
        "@",
        "@Karen",
        "- a\n",
        "1. a\n",
        "\\",
        "h",
        "\n",
        "*a **b* ",
        "http://a.dk)))))",
        "a\u{301}\u{200D}",
    ] {
        let text = markup(&piece.repeat(100_000 / piece.len()));
        let begun = Instant::now();
        let tree = read(&text, &known);
        assert!(
            begun.elapsed() < Duration::from_secs(8),
            "{piece:?} took {:?}",
            begun.elapsed()
        );
        drop(tree);
    }
}
