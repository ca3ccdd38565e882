//! Contributing factors by service: in how many incidents somebody wrote both down. A table whose cells are shaded, so
//! that the picture and its data are one.

use crate::model::ServiceRole;
use crate::patterns::taxonomy::Axis;
use crate::site::views::Link;
use crate::site::{Site, routes};
use serde::Serialize;
use std::cmp::Reverse;

/// So many factors and services at most: the ones that are written down most often.
const FACTORS: usize = 20;
const SERVICES: usize = 12;
/// Fewer of either are no map.
const FEWEST: usize = 2;
/// So many shades there are.
const SHADES: usize = 5;

#[derive(Serialize)]
pub struct HeatMap {
    services: Vec<Link>,
    rows: Vec<Row>,
    /// Services and factors that stand in no row and no column.
    services_left_out: usize,
    factors_left_out: usize,
    most: usize,
}

#[derive(Serialize)]
struct Row {
    factor: Link,
    cells: Vec<Cell>,
}

#[derive(Serialize)]
struct Cell {
    count: usize,
    /// From 1 to 5; 0 where there is nothing.
    shade: usize,
}

/// `None` where too little is written down.
pub fn gather(site: &Site<'_>, root: &str) -> Option<HeatMap> {
    let patterns = &site.patterns.all;
    let factors = patterns.iter().enumerate();
    let factors: Vec<usize> = factors
        .filter(|(_, pattern)| pattern.category.axis == Axis::Factor)
        .map(|(number, _)| number)
        .collect();
    let mut counts = vec![vec![0usize; site.index.services.len()]; factors.len()];
    for (row, &factor) in factors.iter().enumerate() {
        for &incident in &patterns[factor].incidents {
            for service in began_at(site, incident) {
                counts[row][service] += 1;
            }
        }
    }
    let (rows, factors_left_out) = most(counts.iter().map(|row| row.iter().sum()), FACTORS);
    let of_service = |service: usize| counts.iter().map(|row| row[service]).sum();
    let (columns, services_left_out) =
        most((0..site.index.services.len()).map(of_service), SERVICES);
    if rows.len() < FEWEST || columns.len() < FEWEST {
        return None;
    }
    let shown = rows
        .iter()
        .flat_map(|&row| columns.iter().map(move |&column| (row, column)));
    let most = shown
        .map(|(row, column)| counts[row][column])
        .max()
        .unwrap_or(0);
    let cell = |count: usize| Cell {
        count,
        shade: (count * SHADES).div_ceil(most.max(1)),
    };
    Some(HeatMap {
        services: columns
            .iter()
            .map(|&column| site.service_link(root, column))
            .collect(),
        rows: rows
            .iter()
            .map(|&row| {
                let category = &patterns[factors[row]].category;
                let cells = columns.iter().map(|&column| cell(counts[row][column]));
                Row {
                    factor: site.link(
                        root,
                        category.name.as_str(),
                        &routes::pattern(&category.key),
                    ),
                    cells: cells.collect(),
                }
            })
            .collect(),
        services_left_out,
        factors_left_out,
        most,
    })
}

/// The services at which an incident began: those that it only affected show nothing of why it was possible.
fn began_at(site: &Site<'_>, incident: usize) -> Vec<usize> {
    let used = &site.corpus.incidents[incident].services;
    let is_origin = |role: Option<ServiceRole>| role == Some(ServiceRole::Origin);
    let origins = used.iter().any(|service| is_origin(service.value.role));
    let mut found = Vec::new();
    for service in used {
        let counts = match origins {
            true => is_origin(service.value.role),
            false => service.value.role.is_none(),
        };
        let number = site
            .index
            .service_number(&service.value.name)
            .filter(|_| counts);
        found.extend(number.filter(|number| !found.contains(number)));
    }
    found
}

/// The places of the largest sums in their own order (which is by name), and how many others have something.
fn most(sums: impl Iterator<Item = usize>, limit: usize) -> (Vec<usize>, usize) {
    let mut sums: Vec<(usize, usize)> = sums.enumerate().filter(|(_, sum)| *sum > 0).collect();
    sums.sort_by_key(|&(place, sum)| (Reverse(sum), place));
    let left_out = sums.len().saturating_sub(limit);
    sums.truncate(limit);
    let mut places: Vec<usize> = sums.into_iter().map(|(place, _)| place).collect();
    places.sort_unstable();
    (places, left_out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_stay_in_their_own_order_and_the_rest_is_counted() {
        assert_eq!(most([3, 0, 9, 1, 3].into_iter(), 3), (vec![0, 2, 4], 1));
        assert_eq!(most([0, 0].into_iter(), 3), (vec![], 0));
    }
}
