//! The page's entry point.

fn main() {
    #[cfg(target_arch = "wasm32")]
    gloss::ui::start();
    #[cfg(not(target_arch = "wasm32"))]
    eprintln!("Gloss runs in a browser. Start it with: cargo xtask serve");
}
