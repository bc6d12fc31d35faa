//! The clauses themselves: listed, and each explained.

use std::fmt::Write;

use crate::areas;
use crate::clause::Clause;

/// Every clause on a line of its own; only those of a class if one is given.
pub fn list(class: Option<&str>) -> String {
    let clauses = areas::all();
    let wanted = clauses
        .iter()
        .filter(|clause| class.is_none_or(|class| clause.class() == class));
    wanted
        .map(|clause| {
            let (strength, class) = (clause.strength.as_str(), clause.class());
            format!("{:<12} {strength:<6} {class:<20} {}\n", clause.id, clause.says)
        })
        .collect()
}

/// What a clause demands, why, and where that is written.
///
/// # Errors
/// One line, where there is no such clause.
pub fn explain(id: &str) -> Result<String, String> {
    let wanted = id.to_uppercase();
    let clauses = areas::all();
    let clause = clauses.iter().find(|clause| clause.id == wanted);
    clause
        .map(describe)
        .ok_or_else(|| format!("there is no clause {id}; `list` lists them"))
}

fn describe(clause: &Clause) -> String {
    let mut text = String::new();
    let lines = [
        ("", format!("{} ({})", clause.id, clause.strength.as_str())),
        ("", clause.says.to_owned()),
        ("why", clause.because.to_owned()),
        ("written", clause.source.to_owned()),
        ("class", clause.classes.join(" with ")),
        ("trying it", clause.reach.as_str().to_owned()),
    ];
    for (label, line) in lines {
        let _ = match label {
            "" => writeln!(text, "{line}"),
            label => writeln!(text, "  {label:<10} {line}"),
        };
    }
    text
}
