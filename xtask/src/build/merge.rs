//! One module out of several that import the same.

use std::{
    collections::{HashMap, hash_map::Entry},
    hash::Hash,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow};
use walrus::{
    DataKind, ElementKind, GlobalId, ImportKind, MemoryId, Module, TableId,
    ir::{VisitorMut, dfs_pre_order_mut},
};

use super::optimize::FEATURES;
use crate::{command, tools::Tools};

/// How many are merged at once: a module can only seem to have so many memories.
const AT_ONCE: usize = 64;

/// Merges the modules into the first one's file. What each imported for itself, all of them import once.
pub fn merge(tools: &Tools, files: &[PathBuf]) -> Result<()> {
    let (into, rest) = files.split_first().context("nothing to merge")?;
    rest.chunks(AT_ONCE)
        .try_for_each(|files| merge_into(tools, into, files))
}

fn merge_into(tools: &Tools, into: &Path, others: &[PathBuf]) -> Result<()> {
    let mut wasm_merge = tools.wasm_merge();
    let files = std::iter::once(into).chain(others.iter().map(PathBuf::as_path));
    for (number, file) in files.enumerate() {
        wasm_merge.arg(file).arg(format!("piece{number}"));
    }
    // Until each imports it once, there seem to be many memories.
    wasm_merge.args(["--skip-export-conflicts", "--enable-multimemory"]);
    wasm_merge.args(FEATURES).arg("--output").arg(into);
    command::read(&mut wasm_merge)?;
    let failed = |error| anyhow!("{}: {error:#}", into.display());
    let mut module = Module::from_file(into).map_err(failed)?;
    import_once(&mut module);
    module.emit_wasm_file(into).map_err(failed)
}

/// What the same import was called before, and is called now.
#[derive(Default)]
struct Same {
    memories: HashMap<MemoryId, MemoryId>,
    tables: HashMap<TableId, TableId>,
    globals: HashMap<GlobalId, GlobalId>,
}

impl VisitorMut for Same {
    fn visit_memory_id_mut(&mut self, id: &mut MemoryId) {
        become_same(&self.memories, id);
    }

    fn visit_table_id_mut(&mut self, id: &mut TableId) {
        become_same(&self.tables, id);
    }

    fn visit_global_id_mut(&mut self, id: &mut GlobalId) {
        become_same(&self.globals, id);
    }
}

fn import_once(module: &mut Module) {
    let mut same = Same::default();
    let mut first: HashMap<(String, String), ImportKind> = HashMap::new();
    let mut again = Vec::new();
    for import in module.imports.iter() {
        match first.entry((import.module.clone(), import.name.clone())) {
            Entry::Vacant(place) => {
                place.insert(import.kind.clone());
            }
            Entry::Occupied(place) => {
                let is_same = match (&import.kind, place.get()) {
                    (ImportKind::Memory(id), ImportKind::Memory(first)) => {
                        same.memories.insert(*id, *first).is_none()
                    }
                    (ImportKind::Table(id), ImportKind::Table(first)) => {
                        same.tables.insert(*id, *first).is_none()
                    }
                    (ImportKind::Global(id), ImportKind::Global(first)) => {
                        same.globals.insert(*id, *first).is_none()
                    }
                    // The page answers functions twice as well as once.
                    _ => false,
                };
                if is_same {
                    again.push(import.id());
                }
            }
        }
    }
    for (_, function) in module.funcs.iter_local_mut() {
        let start = function.entry_block();
        dfs_pre_order_mut(&mut same, function, start);
    }
    fill_same(module, &same);
    for import in again {
        module.imports.delete(import);
    }
    same.memories
        .into_keys()
        .for_each(|id| module.memories.delete(id));
    same.tables.into_keys().for_each(|id| module.tables.delete(id));
    same.globals.into_keys().for_each(|id| module.globals.delete(id));
}

/// What the module puts into memory and table when it starts.
fn fill_same(module: &mut Module, same: &Same) {
    let data: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    for id in data {
        if let DataKind::Active { memory, .. } = &mut module.data.get_mut(id).kind {
            become_same(&same.memories, memory);
            let memory = *memory;
            module.memories.get_mut(memory).data_segments.insert(id);
        }
    }
    let elements: Vec<_> = module.elements.iter().map(|element| element.id()).collect();
    for id in elements {
        if let ElementKind::Active { table, .. } = &mut module.elements.get_mut(id).kind {
            become_same(&same.tables, table);
            let table = *table;
            module.tables.get_mut(table).elem_segments.insert(id);
        }
    }
}

fn become_same<Id: Copy + Eq + Hash>(same: &HashMap<Id, Id>, id: &mut Id) {
    if let Some(first) = same.get(id) {
        *id = *first;
    }
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionBuilder, ir::LoadKind, ir::MemArg};

    use super::*;

    #[test]
    fn what_several_import_is_imported_once_and_used_by_all() {
        let mut module = Module::default();
        for name in ["one", "other"] {
            let (memory, _) = module.add_import_memory("page", "memory", false, false, 1, None, None);
            let mut function = FunctionBuilder::new(&mut module.types, &[], &[]);
            let arg = MemArg { align: 4, offset: 0 };
            let kind = LoadKind::I32 { atomic: false };
            function.func_body().i32_const(0).load(memory, kind, arg).drop();
            let function = function.finish(Vec::new(), &mut module.funcs);
            module.exports.add(name, function);
        }
        import_once(&mut module);
        assert_eq!(module.imports.iter().count(), 1);
        let emitted = module.emit_wasm();
        assert!(Module::from_buffer(&emitted).is_ok());
        assert_eq!(module.memories.iter().count(), 1);
    }
}
