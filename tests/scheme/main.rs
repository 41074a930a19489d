//! Changing a scheme, what that leaves behind, and schemes in files of their own.

mod edits;

mod file;

mod left_behind;
