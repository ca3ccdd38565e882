//! Issues and pull requests of a repository on GitHub: pages follow one another by the `Link` header.

use super::{Asked, Failure, encoded};

pub fn pages(asked: &Asked<'_>) -> Result<Vec<String>, Failure> {
    let base = asked
        .tracker
        .url
        .as_deref()
        .unwrap_or("https://api.github.com")
        .trim_end_matches('/');
    let project = asked
        .tracker
        .project
        .split('/')
        .map(encoded)
        .collect::<Vec<_>>()
        .join("/");
    let mut headers = vec![
        ("accept", "application/vnd.github+json".to_string()),
        ("x-github-api-version", "2022-11-28".to_string()),
    ];
    if let Some(token) = asked.token {
        headers.push(("authorization", format!("Bearer {token}")));
    }
    let labels = asked.tracker.filter.as_deref();
    let labels = labels.map_or(String::new(), |labels| {
        format!("&labels={}", encoded(labels))
    });
    let first = format!("{base}/repos/{project}/issues?state=all&per_page=100{labels}");
    asked.pages(base, first, &headers, |answer| {
        Ok(answer.header("link").and_then(next_page))
    })
}

/// `<https://…&page=2>; rel="next", <…>; rel="last"`.
fn next_page(link: &str) -> Option<String> {
    link.split(',').find_map(|part| {
        let (url, rel) = part.split_once(';')?;
        let url = url.trim().strip_prefix('<')?.strip_suffix('>')?;
        rel.contains("rel=\"next\"").then(|| url.to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_named_among_others() {
        let link = "<https://api.github.com/x?page=1>; rel=\"prev\", <https://api.github.com/x?page=3>; rel=\"next\"";
        assert_eq!(
            next_page(link).as_deref(),
            Some("https://api.github.com/x?page=3")
        );
        assert_eq!(
            next_page("<https://api.github.com/x?page=1>; rel=\"last\""),
            None
        );
    }
}
