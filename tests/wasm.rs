//! The core inside a browser gives the answers that it gives natively: nothing depends on the width of `usize`, on
//! hash order, or on the platform's arithmetic.
#![cfg(target_arch = "wasm32")]

use policy_explorer::archive::Archive;
use policy_explorer::format;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

mod answers;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn answers_are_those_of_the_native_program() {
    answers::check();
}

#[wasm_bindgen_test]
fn damaged_files_are_refused() {
    let bytes = format::encode(&answers::payload());
    assert!(Archive::open(&bytes).is_ok());
    assert!(Archive::open(&bytes[..bytes.len() - 1]).is_err());
    let mut damaged = bytes;
    damaged[100] ^= 1;
    assert!(Archive::open(&damaged).is_err());
}
