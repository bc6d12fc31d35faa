//! A new migration is a reason to build anew; the compiler sees only the ones that it has read before.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
