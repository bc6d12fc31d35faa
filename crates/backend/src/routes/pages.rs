//! Plain pages.
use crate::language::Language;
use axum::http::HeaderMap;
use samskab_protocol::problem::Problem;
/// HTML.
pub const MEDIA_TYPE: &str = "text/html; charset=utf-8";
/// Problem page.
pub fn write_problem(problem: &Problem, _language: Language) -> String {
    problem.title.clone()
}
/// CSP.
pub fn protect(_headers: &mut HeaderMap) {}
