//! What may be found after a failure: the old file or the new one, and nothing else.

use rusqlite::Connection;

use crate::{
    scenario::{Place, Result, Scenario},
    state::{State, number},
    subject::bring,
};

/// Which of the two files was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The file as it was.
    Old,
    /// The file as it is to be.
    New,
}

/// Opens a file as any program would, says which one it is, and brings it to the newest version.
///
/// # Errors
///
/// The file is neither, it is damaged, a second run does not succeed, or something is left beside it.
pub fn judge(scenario: &Scenario, place: &Place) -> Result<Found> {
    let mut connection = Connection::open(place.file())?;
    sound(&connection)?;
    let state = State::of(&connection)?;
    let found = which(scenario, &state)?;
    bring(&mut connection).map_err(|error| format!("the second run: {error}"))?;
    if found == Found::Old {
        sound(&connection)?;
        if State::of(&connection)? != scenario.new {
            return Err("a second run leads elsewhere".into());
        }
    }
    drop(connection);
    let strays = place.strays()?;
    if strays.is_empty() {
        Ok(found)
    } else {
        Err(format!("left beside the file: {strays:?}").into())
    }
}

fn which(scenario: &Scenario, state: &State) -> Result<Found> {
    if *state == scenario.old {
        Ok(Found::Old)
    } else if *state == scenario.new {
        Ok(Found::New)
    } else {
        Err(format!("neither old nor new: {state:?}").into())
    }
}

/// What SQLite itself can find wrong.
fn sound(connection: &Connection) -> Result<()> {
    let sql = "PRAGMA main.integrity_check";
    let said: String = connection.query_row(sql, [], |row| row.get(0))?;
    if said != "ok" {
        return Err(format!("integrity_check: {said}").into());
    }
    let orphans = "SELECT count(*) FROM pragma_foreign_key_check";
    match number(connection, orphans)? {
        0 => Ok(()),
        count => Err(format!("{count} rows refer to nothing").into()),
    }
}
