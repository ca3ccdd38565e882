//! Values without their sources, as the data contract writes them.

use crate::model::{Moment, Sourced};
use chrono::NaiveDate;

pub fn texts(values: &[Sourced<String>]) -> Vec<&str> {
    values.iter().map(|value| value.value.as_str()).collect()
}

pub fn text(value: &Option<Sourced<String>>) -> Option<&str> {
    value.as_ref().map(|value| value.value.as_str())
}

pub fn day(value: &Option<Sourced<NaiveDate>>) -> Option<String> {
    value.as_ref().map(|date| date.value.to_string())
}

pub fn moment(value: &Option<Sourced<Moment>>) -> Option<String> {
    value.as_ref().and_then(|moment| moment.value.to_text())
}
