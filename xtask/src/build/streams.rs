//! Leptos brings classes for streams between page and wasm, which nothing here uses. Whatever a module exports stays in
//! it, with all that it needs: so their exports go before anything else is done to the module.

use anyhow::{Result, bail};
use wasm_encoder::{ExportKind, ExportSection, Module, RawSection};
use wasmparser::{ExternalKind, Parser, Payload};

/// The name of each of these classes, as exports begin or go on with it.
const STREAM: &str = "intounderlying";

/// The module without what only streams would need: neither the splitting nor the binding finds them then. All else stays
/// byte by byte, so that relocations hold.
pub fn without_streams(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        if let Payload::ExportSection(exports) = payload {
            let mut kept = ExportSection::new();
            for export in exports {
                let export = export?;
                if !export.name.contains(STREAM) {
                    kept.export(export.name, kind(export.kind)?, export.index);
                }
            }
            module.section(&kept);
        } else if let Some((id, range)) = payload.as_section() {
            let data = &wasm[usize::try_from(range.start)?..usize::try_from(range.end)?];
            module.section(&RawSection { id, data });
        }
    }
    Ok(module.finish())
}

/// The glue without offering the page those classes: being unused, they are left out when it is made smaller.
pub fn unoffered(glue: &str) -> String {
    let stays = |line: &&str| !line.starts_with("if (Symbol.dispose) IntoUnderlying");
    let lines: Vec<&str> = glue.lines().filter(stays).collect();
    lines
        .join("\n")
        .replace("export class IntoUnderlying", "class IntoUnderlying")
}

fn kind(kind: ExternalKind) -> Result<ExportKind> {
    Ok(match kind {
        ExternalKind::Func => ExportKind::Func,
        ExternalKind::Table => ExportKind::Table,
        ExternalKind::Memory => ExportKind::Memory,
        ExternalKind::Global => ExportKind::Global,
        ExternalKind::Tag => ExportKind::Tag,
        ExternalKind::FuncExact => bail!("the compiler exports what no browser knows yet"),
    })
}

#[cfg(test)]
mod tests {
    use walrus::Module;

    use super::*;

    #[test]
    fn only_the_streams_leave() {
        let mut module = Module::default();
        let kind = module.types.add(&[], &[]);
        let (alert, _) = module.add_import_func("page", "alert", kind);
        for name in [
            "intounderlyingsource_pull",
            "__wbg_intounderlyingsink_free",
            "mount",
        ] {
            module.exports.add(name, alert);
        }
        let kept = Module::from_buffer(&without_streams(&module.emit_wasm()).unwrap()).unwrap();
        let names: Vec<&str> = kept.exports.iter().map(|export| export.name.as_str()).collect();
        assert_eq!(names, ["mount"]);
        assert_eq!(kept.imports.iter().count(), 1);
    }

    #[test]
    fn the_page_is_offered_no_stream() {
        let glue =
            "export class IntoUnderlyingSource {\n}\nif (Symbol.dispose) IntoUnderlyingSource.x();\nmount();";
        assert_eq!(unoffered(glue), "class IntoUnderlyingSource {\n}\nmount();");
    }
}
