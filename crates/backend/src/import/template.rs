//! How a member is made of a row: a text in which `{column}` stands for what the row holds there.

use std::fmt::Write;

/// A template, bound to the columns of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Words(String),
    Column(usize),
}

impl Template {
    /// Reads a template. Says what is wrong with it, if a column is not there or a brace is not closed.
    pub fn bind(text: &str, columns: &[String]) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after
                .split_once('}')
                .ok_or_else(|| format!("a brace is not closed in “{}”", text.escape_debug()))?;
            let column = columns.iter().position(|column| column == name);
            let column = column.ok_or_else(|| {
                format!(
                    "there is no column “{name}”; the columns are {}",
                    columns.join(", ")
                )
            })?;
            parts.push(Part::Words(before.to_owned()));
            parts.push(Part::Column(column));
            rest = after;
        }
        parts.push(Part::Words(rest.to_owned()));
        Ok(Template(parts))
    }

    /// Fills the template from a row. Empty where it names columns and none of them holds anything: a name made of
    /// a number is no name without the number.
    pub fn fill(&self, row: &csv::StringRecord) -> String {
        let (mut text, mut columns, mut filled) = (String::new(), 0, 0);
        for part in &self.0 {
            match part {
                Part::Words(words) => text.push_str(words),
                Part::Column(column) => {
                    let value = row.get(*column).unwrap_or("").trim();
                    columns += 1;
                    filled += usize::from(!value.is_empty());
                    let _ = write!(text, "{value}");
                }
            }
        }
        if columns > 0 && filled == 0 {
            return String::new();
        }
        text.trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(template: &str, row: &[&str]) -> String {
        let columns = ["id".to_owned(), "name".to_owned()];
        Template::bind(template, &columns)
            .unwrap()
            .fill(&csv::StringRecord::from(row))
    }

    #[test]
    fn columns_stand_where_their_names_stood() {
        assert_eq!(fill("Bruger {id}", &["7", ""]), "Bruger 7");
        assert_eq!(fill("{name}\n\n{id}", &["7", "Ib"]), "Ib\n\n7");
        assert_eq!(fill("idea", &["7", ""]), "idea");
    }

    #[test]
    fn what_is_made_of_empty_columns_alone_is_empty() {
        assert_eq!(fill("Bruger {name}", &["7", " "]), "");
        assert_eq!(fill("{name}\n\n{id}", &["7", ""]), "7");
    }

    #[test]
    fn a_column_that_is_not_there_is_named() {
        let refused = Template::bind("{nmae}", &["name".into()]).unwrap_err();
        assert!(refused.contains("nmae") && refused.contains("name"), "{refused}");
        assert!(Template::bind("{name", &["name".into()]).is_err());
    }
}
