//! The mails as a page of the invented municipality's site.

use maud::{DOCTYPE, Markup, html};

use crate::mail::{Mail, is_link};

/// Draws the mails, the newest first.
pub fn draw(mails: &[Mail]) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="da" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Postkassen i Egeby" }
                link rel="stylesheet" href="/demo/egeby.css";
            }
            body {
                div class="columns" {
                    main id="indhold" {
                        h1 { "Postkassen i Egeby" }
                        p {
                            "Her lander de mails, som demoen sender, lige meget hvilken adresse du skriver. Intet forlader \
                             din maskine."
                        }
                        @if mails.is_empty() { p { "Der er ingen mails endnu." } }
                        @for mail in mails.iter().rev() {
                            article {
                                h2 { (mail.subject) }
                                p { "Til " (mail.to) }
                                @for paragraph in mail.text.split("\n\n") { (draw_paragraph(paragraph)) }
                            }
                        }
                    }
                }
            }
        }
    };
    page.into_string()
}

fn draw_paragraph(paragraph: &str) -> Markup {
    html! {
        p {
            @for line in paragraph.trim().lines() {
                @if is_link(line.trim()) { a href=(line.trim()) { (line.trim()) } } @else { (line) }
                br;
            }
        }
    }
}
