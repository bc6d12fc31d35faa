//! The report as JSON, in the form that its member `schema` names.

use super::Report;

/// Writes it.
///
/// # Errors
/// One line, where it cannot be written as JSON.
pub fn write(report: &Report) -> Result<String, String> {
    serde_json::to_string_pretty(report)
        .map(|text| text + "\n")
        .map_err(|error| error.to_string())
}
