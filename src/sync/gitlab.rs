//! Issues of a project on GitLab: `x-next-page` names the number of the next page.

use super::{Asked, Failure, MOST, encoded};

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
    let mut page = "1".to_string();
    let mut pages = Vec::new();
    loop {
        let url = format!(
            "{base}/projects/{project}/issues?scope=all&per_page=100&page={}{labels}",
            encoded(&page)
        );
        let answer = asked.ask(base, &url, &headers)?;
        let next = answer
            .header("x-next-page")
            .map(|next| next.trim().to_string());
        pages.push(answer.body);
        match next.filter(|next| !next.is_empty()) {
            Some(next) if pages.len() < MOST => page = next,
            Some(_) => return Err(Failure::Shape("it has no last page".into())),
            None => return Ok(pages),
        }
    }
}
