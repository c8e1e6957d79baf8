//! Entity-relationship diagrams of a schema: pure, from shapes to text.
//!
//! ```text
//! Shape, or two ─► compare ─► content     tables with their rows, references between rows
//!                               ├─► mermaid
//!                               └─► measure ─► layout ─► svg
//!                                                layers    which table is in which layer (`ascii-dag`)
//!                                                settle    how high it is there
//!                                                gutter    where the arrows run between two layers
//! ```
//!
//! An arrow runs in the gutters between the layers, and through a layer only in a lane that is kept
//! free for it. So it can't cross a table, whatever the schema.
//!
//! ```
//! use schema_diagram::Diagram;
//! use schema_core::shape::Shape;
//!
//! let nothing = Diagram::of(&Shape::default());
//! assert_eq!(nothing.mermaid().to_string(), "erDiagram\n");
//! ```

mod compare;
mod content;
mod layout;
mod measure;
mod mermaid;
#[cfg(test)]
mod samples;
mod svg;
mod text;

pub use self::{content::Diagram, mermaid::Mermaid, svg::Svg};

#[cfg(test)]
mod tests;
