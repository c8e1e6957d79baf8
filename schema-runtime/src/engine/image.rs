//! Databases in memory that begin as copies of one, which is faster than making each of them anew.

use std::sync::OnceLock;

use rusqlite::Connection;

use crate::engine::{
    connection::refused,
    data::Program,
    error::{Error, Result},
    migrate::migrate_with,
    terms::Options,
};

/// The bytes of a database at the newest version, made once in a process.
#[derive(Debug, Default)]
pub struct Image(OnceLock<Vec<u8>>);

impl Image {
    /// An image that is made when it is first needed.
    #[must_use]
    pub const fn new() -> Self {
        Self(OnceLock::new())
    }

    /// Opens a database in memory that is a copy of the image.
    ///
    /// # Errors
    ///
    /// An error of [`migrate_with`] when the image is made, or there is no memory for the copy.
    pub fn open<'a>(&self, program: impl Into<Program<'a>>) -> Result<Connection> {
        let image = if let Some(image) = self.0.get() {
            image
        } else {
            let image = create(program.into())?;
            self.0.get_or_init(|| image)
        };
        let mut connection = in_memory()?;
        let length = image.len();
        let copied = connection.deserialize_read_exact(c"main", image.as_slice(), length, false);
        copied.map_err(refused(&connection))?;
        Ok(connection)
    }
}

fn create(program: Program<'_>) -> Result<Vec<u8>> {
    let mut connection = in_memory()?;
    migrate_with(&mut connection, program, &Options::default())?;
    let image = connection.serialize(c"main").map(|it| it.to_vec());
    image.map_err(|source| Error::open(":memory:".to_owned(), source))
}

fn in_memory() -> Result<Connection> {
    Connection::open_in_memory().map_err(|source| Error::open(":memory:".to_owned(), source))
}
