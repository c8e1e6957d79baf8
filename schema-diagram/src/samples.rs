//! Shapes for tests, in few words.
//!
//! A line is a table: `order: id*, customer -> customer, note?`. A star is for the primary key, `!` for
//! a unique column, `?` for one that may be NULL, and an arrow refers to a table's primary key.

use std::sync::Arc;

use schema_core::{
    model::{Column, Constraint, ForeignKey, PrimaryKey, Unique},
    shape::{ColumnLine, Shape, Table, Traced},
};

pub(crate) fn shape(text: &str) -> Shape {
    let lines = text.lines().map(str::trim).filter(|it| !it.is_empty());
    Shape {
        version: 1,
        tables: lines
            .enumerate()
            .map(|(at, it)| Arc::new(table(at, it)))
            .collect(),
        ..Shape::default()
    }
}

fn table(declared: usize, line: &str) -> Table {
    let (name, columns) = line.split_once(':').unwrap();
    let mut table = Table {
        declared,
        name: name.to_owned(),
        ..Table::default()
    };
    let mut key = Vec::new();
    for (at, words) in columns.split(',').map(str::trim).enumerate() {
        let (words, parent) = match words.split_once(" -> ") {
            Some((words, parent)) => (words, Some(parent.to_owned())),
            None => (words, None),
        };
        let name = words.trim_end_matches(['*', '!', '?']).to_owned();
        if words.contains('*') {
            key.push(name.clone().into());
        }
        if words.contains('!') {
            let columns = vec![name.clone().into()].into();
            add(
                &mut table,
                Constraint::Unique(Unique {
                    columns,
                    ..Unique::default()
                }),
            );
        }
        if let Some(parent) = parent {
            let key = ForeignKey {
                columns: vec![name.clone().into()].into(),
                table: parent.into(),
                parent_columns: Vec::new().into(),
                on_delete: schema_core::model::ReferentialAction::default(),
                on_update: schema_core::model::ReferentialAction::default(),
                deferrable: schema_core::model::Deferrable::default(),
                ..ForeignKey::default()
            };
            add(&mut table, Constraint::ForeignKey(key));
        }
        table.columns.push(ColumnLine {
            declared: at,
            identity: at,
            item: Column {
                ty: if at == 0 { "INTEGER" } else { "TEXT" }.into(),
                name: name.into(),
                not_null: !words.contains('?'),
                ..Column::default()
            },
        });
    }
    let columns = key.into();
    let key = PrimaryKey {
        columns,
        autoincrement: false,
        ..PrimaryKey::default()
    };
    add(&mut table, Constraint::PrimaryKey(key));
    table
}

fn add(table: &mut Table, item: Constraint) {
    let declared = table.constraints.len();
    table.constraints.push(Traced { declared, item });
}

/// A shop: thirty tables, most of which refer to others, some to themselves and two in a circle.
pub(crate) const SHOP: &str = "
    country: id*, name!, currency -> currency, vat_rate
    currency: id*, code!, symbol, decimals
    customer: id*, email!, name, phone?, referred_by? -> customer, default_address? -> address, created_at
    address: id*, customer_id -> customer, country_id -> country, street, city, postal_code
    category: id*, parent_id? -> category, name, position
    brand: id*, name!, country_id? -> country
    supplier: id*, name, country_id -> country, address_line, vat_number?
    product: id*, brand_id -> brand, category_id -> category, tax_id -> tax_class, title, description, created_at
    variant: id*, product_id -> product, sku!, colour?, size?, weight
    price: variant_id* -> variant, currency_id* -> currency, amount, valid_from
    tax_class: id*, name, rate
    product_image: id*, product_id -> product, path, alt
    product_tag: product_id* -> product, tag_id* -> tag
    tag: id*, name!
    warehouse: id*, country_id -> country, name
    stock: variant_id* -> variant, warehouse_id* -> warehouse, quantity
    purchase: id*, supplier_id -> supplier, warehouse_id -> warehouse, ordered_at, received_at?
    purchase_line: purchase_id* -> purchase, variant_id* -> variant, quantity, cost
    cart: id*, customer_id? -> customer, created_at
    cart_line: cart_id* -> cart, variant_id* -> variant, quantity
    sale: id*, customer_id -> customer, ship_to -> address, bill_to -> address, currency_id -> currency, coupon_id? -> coupon, placed_at, state
    sale_line: sale_id* -> sale, variant_id* -> variant, quantity, amount
    coupon: id*, code!, percent, valid_until?
    payment: id*, sale_id -> sale, method, amount, paid_at
    refund: id*, payment_id -> payment, reason, amount
    shipment: id*, sale_id -> sale, warehouse_id -> warehouse, carrier, tracking?
    shipment_line: shipment_id* -> shipment, sale_id* -> sale, variant_id* -> variant, quantity
    review: id*, product_id -> product, customer_id -> customer, stars, text?
    setting: name*, value
    session: id*, data, expires_at
";
