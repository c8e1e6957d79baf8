//! Schemas that are carried to other programs, as files of SQL, and from other programs, as
//! declarations.

pub mod imported;
mod stock;

pub use self::stock::{acting, club, needy, shop, shop_before};
