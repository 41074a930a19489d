//! The text of an article changes: where its annotations are then.

mod verdicts;

mod hypothesis;

mod quality;
