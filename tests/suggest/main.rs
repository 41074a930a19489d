//! What the rules propose, as marked strings, and the laws that hold for any text.

mod claims;
mod commitments;
mod laws;
mod marked;
mod turns;
