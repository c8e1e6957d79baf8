//! The declaration and its items other than tables.

use proc_macro2::TokenStream;
use syn::{Attribute, Expr, Ident, LitInt, LitStr, Path, Visibility};

use super::{Column, Lifetime, Name, Table};

/// `pub schema objects in "objects.db", nullable keys { … }`
#[derive(Default)]
pub(crate) struct Schema {
    pub(crate) attributes: Vec<Attribute>,
    /// The visibility; missing where the head could not be read.
    pub(crate) visibility: Option<Visibility>,
    /// The name; missing where it could not be read.
    pub(crate) name: Option<Ident>,
    /// The file; missing where it could not be read.
    pub(crate) file: Option<LitStr>,
    /// The words `nullable keys`, if written.
    pub(crate) nullable_keys: Option<TokenStream>,
    /// `application_id 0x57415645 since 2;`
    pub(crate) application_id: Option<ApplicationId>,
    /// `journal schema_history;`
    pub(crate) journal: Option<Name>,
    pub(crate) lists: Vec<NameList>,
    pub(crate) history: History,
    pub(crate) tables: Vec<Table>,
    pub(crate) fragments: Vec<Fragment>,
    pub(crate) virtual_tables: Vec<VirtualTable>,
    pub(crate) views: Vec<View>,
    pub(crate) triggers: Vec<Trigger>,
    pub(crate) seeds: Vec<Seed>,
    pub(crate) externs: Vec<Extern>,
    /// Whether some item could not be read, so that a name may be missing for no fault of its user.
    pub(crate) incomplete: bool,
}

/// `application_id 0x57415645 since 2;`
pub(crate) struct ApplicationId {
    pub(crate) mark: LitInt,
    /// Without an end: files that are marked stay so.
    pub(crate) lifetime: Lifetime,
}

/// `pub const WSTORE_OTYPES: Otype = [client, panel since 6];`
pub(crate) struct NameList {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) name: Ident,
    /// The enum that is generated for the list.
    pub(crate) enumeration: Ident,
    pub(crate) elements: Vec<Element>,
}

/// One element of a declared list: `panel since 6`, `"odd name" as Odd`
pub(crate) struct Element {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) name: Name,
    /// The variant's name, where it is not derived from the element's.
    pub(crate) variant: Option<Ident>,
    pub(crate) lifetime: Lifetime,
}

/// `history { … }`. Empty where none is written.
#[derive(Default)]
pub(crate) struct History {
    /// The word `history`, if written.
    pub(crate) keyword: Option<Ident>,
    pub(crate) legacy: Option<Legacy>,
    pub(crate) versions: Vec<Version>,
}

/// `legacy { … }`
pub(crate) struct Legacy {
    pub(crate) attributes: Vec<Attribute>,
    /// The word `legacy`.
    pub(crate) keyword: Ident,
    /// `version from "SELECT …";`
    pub(crate) version_from: Option<LitStr>,
    pub(crate) actions: Vec<LegacyAction>,
}

/// One line of the legacy block.
pub(crate) enum LegacyAction {
    /// `rename from => to;`
    RenameTable { from: Name, to: Name },
    /// `drop index name;`
    DropIndex(Name),
    /// `drop table name;`
    DropTable(Name),
}

/// `version 4 sealed "…" compatible { … }`
pub(crate) struct Version {
    pub(crate) attributes: Vec<Attribute>,
    /// The word `version`.
    pub(crate) keyword: Ident,
    pub(crate) number: LitInt,
    pub(crate) seal: Option<LitStr>,
    /// The word `compatible` or `breaking`.
    pub(crate) compatibility: Option<Ident>,
    pub(crate) actions: Vec<Action>,
}

/// One line of a version.
pub(crate) struct Action {
    /// The whole line, to point at.
    pub(crate) tokens: TokenStream,
    pub(crate) kind: ActionKind,
    /// The words `ignoring conflicts` behind a `sql`.
    pub(crate) ignoring: Option<TokenStream>,
    /// The words `without triggers` behind a `sql`.
    pub(crate) without_triggers: Option<TokenStream>,
}

/// What a line of a version asks for.
pub(crate) enum ActionKind {
    /// `rename from => to;`
    RenameTable { from: Name, to: Name },
    /// `rename table.from => to;`
    RenameColumn { table: Name, from: Name, to: Name },
    /// `sql "…";`
    Sql(LitStr),
    /// `run function;`
    Run(Path),
}

/// `fragment timestamps { … }`
pub(crate) struct Fragment {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) name: Ident,
    pub(crate) columns: Vec<Column>,
}

/// `virtual table notes_fts using "fts5(body)";`
pub(crate) struct VirtualTable {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) name: Name,
    pub(crate) lifetime: Lifetime,
    pub(crate) using: LitStr,
    /// `from "SELECT …"`
    pub(crate) from: Option<LitStr>,
}

/// `view name(a, b) "…";`
pub(crate) struct View {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) name: Name,
    /// The columns that it lists; empty if its query names them.
    pub(crate) columns: Vec<Name>,
    pub(crate) lifetime: Lifetime,
    pub(crate) query: LitStr,
}

/// `trigger name after update of a, b on t when "…" "…";`
pub(crate) struct Trigger {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) name: Name,
    pub(crate) lifetime: Lifetime,
    /// `before`, `after`, or `instead` (of).
    pub(crate) timing: Ident,
    /// `insert`, `delete` or `update`.
    pub(crate) event: Ident,
    /// The columns after `of`.
    pub(crate) columns: Vec<Name>,
    pub(crate) table: Name,
    pub(crate) when: Option<LitStr>,
    pub(crate) body: LitStr,
}

/// `seed db_identity_bundles since 2 { id: "blank", is_blank: true }`
pub(crate) struct Seed {
    pub(crate) attributes: Vec<Attribute>,
    /// The word `seed`.
    pub(crate) keyword: Ident,
    pub(crate) table: Name,
    pub(crate) lifetime: Lifetime,
    /// The words `without triggers`.
    pub(crate) without_triggers: Option<TokenStream>,
    pub(crate) values: Vec<SeedValue>,
}

/// `id: "blank"`. The value is a literal, a minus and a literal, `None`, or `sql("…")`.
pub(crate) struct SeedValue {
    pub(crate) column: Name,
    pub(crate) value: Expr,
}

/// `extern function slug(1);`
pub(crate) struct Extern {
    pub(crate) kind: ExternKind,
    pub(crate) name: Name,
}

/// What kind of thing the application brings.
pub(crate) enum ExternKind {
    /// `function name(2)`, with the number of arguments
    Function(LitInt),
    /// `collation name`
    Collation,
    /// `module name`
    Module,
    /// `tokenizer name`
    Tokenizer,
}
