//! A VFS in front of SQLite's own: it counts what goes to the disk, writes it down, and fails on
//! demand.
//!
//! This is the one module with `unsafe`: SQLite's interface for a VFS is a table of C functions.
//! Every function here hands its arguments on, unchanged, to the function of SQLite's own VFS that
//! has the same contract; the file of that VFS lies in memory directly behind ours, in room that
//! SQLite reserves because `szOsFile` asks for both. What is to happen is a `Script` of the thread,
//! since SQLite calls a VFS on the thread that called SQLite.
//!
//! A sync is counted and written down, but not done: nobody pulls the plug of this machine, and who
//! loses what was not synced is [`crate::power`]'s affair.

#![allow(unsafe_code)]

use std::{
    cell::RefCell,
    ffi::{CStr, c_char, c_int, c_void},
    process, ptr, slice,
    sync::Once,
};

use rusqlite::ffi::{self, sqlite3_file, sqlite3_io_methods, sqlite3_vfs};

use crate::scenario::Result;

/// The files that a database consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The database itself.
    Main,
    /// Its rollback journal.
    Journal,
    /// Its write-ahead log.
    Wal,
    /// A file that nobody looks at again.
    Temporary,
}

/// Something that went to the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Bytes, and where they begin.
    Write(Part, usize, Vec<u8>),
    /// A file's new length.
    Truncate(Part, usize),
    /// Everything before this is safe, as far as the file is concerned.
    Sync(Part),
    /// The file is gone.
    Delete(Part),
}

/// What is to happen to the k-th access to the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// Nothing.
    None,
    /// It fails; the next one doesn't.
    Once(u64),
    /// It fails, and so does all that follows.
    FromThereOn(u64),
    /// The process ends.
    Kill(u64),
}

/// What a thread's accesses to the disk meet, and have met.
#[derive(Debug)]
struct Script {
    mishap: Mishap,
    seen: u64,
    events: Option<Vec<Event>>,
}

thread_local! {
    static SCRIPT: RefCell<Script> = const { RefCell::new(Script { mishap: Mishap::None, seen: 0, events: None }) };
}

/// Lets something happen to this thread's accesses from now on.
pub fn begin(mishap: Mishap) {
    SCRIPT.replace(Script {
        mishap,
        seen: 0,
        events: None,
    });
}

/// Writes this thread's accesses down from now on.
pub fn record() {
    SCRIPT.replace(Script {
        mishap: Mishap::None,
        seen: 0,
        events: Some(Vec::new()),
    });
}

/// Ends what was begun: how many accesses there were, and what was written down.
#[must_use]
pub fn end() -> (u64, Vec<Event>) {
    let script = SCRIPT.replace(Script {
        mishap: Mishap::None,
        seen: 0,
        events: None,
    });
    (script.seen, script.events.unwrap_or_default())
}

/// Counts an access, and says whether it fails.
fn fails() -> bool {
    SCRIPT.with_borrow_mut(|script| {
        script.seen += 1;
        match script.mishap {
            Mishap::Once(at) => script.seen == at,
            Mishap::FromThereOn(at) => script.seen >= at,
            Mishap::Kill(at) if script.seen == at => process::abort(),
            Mishap::None | Mishap::Kill(_) => false,
        }
    })
}

fn note(event: impl FnOnce() -> Event) {
    SCRIPT.with_borrow_mut(|script| {
        if let Some(events) = &mut script.events {
            events.push(event());
        }
    });
}

/// A file of ours; SQLite's own lies behind it.
#[repr(C)]
struct File {
    base: sqlite3_file,
    part: Part,
}

const NAME: &CStr = c"faults";

/// The VFS's name; it is registered when first asked for.
///
/// # Errors
///
/// SQLite has no VFS of its own, or refuses ours.
pub fn name() -> Result<&'static str> {
    static REGISTERED: Once = Once::new();
    REGISTERED.call_once(|| {
        // SAFETY: the pointer that SQLite gives is valid for as long as the process, and so is ours.
        unsafe {
            let own = ffi::sqlite3_vfs_find(ptr::null());
            if own.is_null() {
                return;
            }
            let mut vfs = *own;
            vfs.iVersion = 2; // system calls are none of ours
            vfs.szOsFile += c_int::try_from(size_of::<File>()).unwrap_or(0);
            vfs.pNext = ptr::null_mut();
            vfs.zName = NAME.as_ptr();
            vfs.pAppData = own.cast();
            vfs.xOpen = Some(open);
            vfs.xDelete = Some(delete);
            ffi::sqlite3_vfs_register(Box::leak(Box::new(vfs)), 0);
        }
    });
    // SAFETY: the name is a C string.
    let found = unsafe { ffi::sqlite3_vfs_find(NAME.as_ptr()) };
    if found.is_null() {
        return Err("SQLite doesn't take our VFS".into());
    }
    Ok(NAME.to_str()?)
}

/// Which part of a database a path is.
unsafe fn part_of(path: *const c_char) -> Part {
    if path.is_null() {
        return Part::Temporary;
    }
    // SAFETY: SQLite gives a C string.
    let path = unsafe { CStr::from_ptr(path) }.to_bytes();
    if path.ends_with(b"-journal") {
        Part::Journal
    } else if path.ends_with(b"-wal") {
        Part::Wal
    } else if path.ends_with(b".db") {
        Part::Main
    } else {
        Part::Temporary
    }
}

/// The file of SQLite's own VFS.
unsafe fn own(file: *mut sqlite3_file) -> *mut sqlite3_file {
    // SAFETY: `szOsFile` asked for room for both, and this is one of our files.
    unsafe { file.cast::<File>().add(1).cast() }
}

unsafe fn part(file: *mut sqlite3_file) -> Part {
    // SAFETY: this is one of our files.
    unsafe { (*file.cast::<File>()).part }
}

unsafe extern "C" fn open(
    vfs: *mut sqlite3_vfs,
    path: ffi::sqlite3_filename,
    file: *mut sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: `pAppData` is SQLite's own VFS, and `file` has room for both files.
    unsafe {
        (*file).pMethods = ptr::null();
        if fails() {
            return ffi::SQLITE_CANTOPEN;
        }
        let real = (*vfs).pAppData.cast::<sqlite3_vfs>();
        let Some(open) = (*real).xOpen else {
            return ffi::SQLITE_ERROR;
        };
        // A file that could not be opened has no methods, and is not closed.
        (*own(file)).pMethods = ptr::null();
        let code = open(real, path, own(file), flags, out);
        if code == ffi::SQLITE_OK {
            (*file.cast::<File>()).part = part_of(path);
            (*file).pMethods = &raw const METHODS;
        }
        code
    }
}

unsafe extern "C" fn delete(vfs: *mut sqlite3_vfs, path: *const c_char, sync: c_int) -> c_int {
    if fails() {
        return ffi::SQLITE_IOERR_DELETE;
    }
    // SAFETY: `pAppData` is SQLite's own VFS.
    unsafe {
        let real = (*vfs).pAppData.cast::<sqlite3_vfs>();
        let Some(delete) = (*real).xDelete else {
            return ffi::SQLITE_ERROR;
        };
        let code = delete(real, path, sync);
        if code == ffi::SQLITE_OK {
            note(|| Event::Delete(part_of(path)));
        }
        code
    }
}

/// Calls a method of SQLite's own file.
macro_rules! own {
    ($file:ident.$method:ident($($argument:expr),*)) => {{
        let own = own($file);
        match (*(*own).pMethods).$method {
            Some(method) => method(own $(, $argument)*),
            None => ffi::SQLITE_ERROR,
        }
    }};
}

/// Methods that only hand on.
macro_rules! hand_on {
    ($($name:ident = $method:ident($($argument:ident: $kind:ty),*);)*) => {$(
        unsafe extern "C" fn $name(file: *mut sqlite3_file $(, $argument: $kind)*) -> c_int {
            // SAFETY: the contract of the two methods is one.
            unsafe { own!(file.$method($($argument),*)) }
        }
    )*};
}

hand_on! {
    close = xClose();
    file_size = xFileSize(size: *mut ffi::sqlite3_int64);
    lock = xLock(level: c_int);
    unlock = xUnlock(level: c_int);
    check_reserved_lock = xCheckReservedLock(out: *mut c_int);
    file_control = xFileControl(operation: c_int, argument: *mut c_void);
    sector_size = xSectorSize();
    device_characteristics = xDeviceCharacteristics();
    shm_map = xShmMap(page: c_int, size: c_int, extend: c_int, out: *mut *mut c_void);
    shm_lock = xShmLock(offset: c_int, count: c_int, flags: c_int);
    shm_unmap = xShmUnmap(delete: c_int);
}

unsafe extern "C" fn shm_barrier(file: *mut sqlite3_file) {
    // SAFETY: the contract of the two methods is one.
    unsafe {
        let own = own(file);
        if let Some(barrier) = (*(*own).pMethods).xShmBarrier {
            barrier(own);
        }
    }
}

unsafe extern "C" fn read(
    file: *mut sqlite3_file,
    buffer: *mut c_void,
    length: c_int,
    at: ffi::sqlite3_int64,
) -> c_int {
    if fails() {
        return ffi::SQLITE_IOERR_READ;
    }
    // SAFETY: the contract of the two methods is one.
    unsafe { own!(file.xRead(buffer, length, at)) }
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    buffer: *const c_void,
    length: c_int,
    at: ffi::sqlite3_int64,
) -> c_int {
    if fails() {
        return ffi::SQLITE_IOERR_WRITE;
    }
    // SAFETY: the contract of the two methods is one, and `buffer` has `length` bytes.
    unsafe {
        let code = own!(file.xWrite(buffer, length, at));
        if code == ffi::SQLITE_OK {
            let length = usize::try_from(length).unwrap_or(0);
            let bytes = slice::from_raw_parts(buffer.cast::<u8>(), length);
            let at = usize::try_from(at).unwrap_or(0);
            note(|| Event::Write(part(file), at, bytes.to_vec()));
        }
        code
    }
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, size: ffi::sqlite3_int64) -> c_int {
    if fails() {
        return ffi::SQLITE_IOERR_TRUNCATE;
    }
    // SAFETY: the contract of the two methods is one.
    unsafe {
        let code = own!(file.xTruncate(size));
        if code == ffi::SQLITE_OK {
            note(|| Event::Truncate(part(file), usize::try_from(size).unwrap_or(0)));
        }
        code
    }
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, _flags: c_int) -> c_int {
    if fails() {
        return ffi::SQLITE_IOERR_FSYNC;
    }
    // SAFETY: this is one of our files.
    note(|| Event::Sync(unsafe { part(file) }));
    ffi::SQLITE_OK
}

/// What SQLite can do with our files. Version 2 has no memory-mapped reads, which would go past us.
static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};
