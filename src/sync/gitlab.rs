//! Issues of a project on GitLab: `x-next-page` names the number of the next page.

use super::{Asked, Failure, encoded};

pub fn pages(asked: &Asked<'_>) -> Result<Vec<String>, Failure> {
    let base = asked
        .tracker
        .url
        .as_deref()
        .unwrap_or("https://gitlab.com/api/v4")
        .trim_end_matches('/');
    let project = encoded(&asked.tracker.project);
    let token = asked
        .token
        .map(|token| ("private-token", token.to_string()));
    let headers: Vec<_> = token.into_iter().collect();
    let labels = asked.tracker.filter.as_deref();
    let labels = labels.map_or(String::new(), |labels| {
        format!("&labels={}", encoded(labels))
    });
    let page = |number: &str| {
        let number = encoded(number);
        format!("{base}/projects/{project}/issues?scope=all&per_page=100&page={number}{labels}")
    };
    asked.pages(base, page("1"), &headers, |answer| {
        let next = answer.header("x-next-page").map(str::trim);
        Ok(next.filter(|next| !next.is_empty()).map(page))
    })
}
