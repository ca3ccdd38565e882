//! Issues of a project on Jira: Cloud's search, whose pages follow by token, else the older one, which counts.

use super::{Asked, Failure, MOST, encoded};
use serde_json::Value;

const FIELDS: &str = "summary,status,resolution,created,resolutiondate,duedate,priority,assignee";

pub fn pages(asked: &Asked<'_>) -> Result<Vec<String>, Failure> {
    let Some(base) = asked.tracker.url.as_deref() else {
        return Err(Failure::Shape(
            "Jira has no public address: `url` names yours".into(),
        ));
    };
    let base = base.trim_end_matches('/');
    let mut headers = vec![("accept", "application/json".to_string())];
    if let Some(token) = asked.token {
        // Cloud takes `mail:token` as a password, a server takes a token by itself.
        let value = match token.contains(':') {
            true => format!("Basic {}", base64(token.as_bytes())),
            false => format!("Bearer {token}"),
        };
        headers.push(("authorization", value));
    }
    let filter = asked.tracker.filter.as_deref();
    let filter = filter.map_or(String::new(), |filter| format!(" AND ({filter})"));
    let query = format!(
        "project = \"{}\"{filter} ORDER BY key",
        asked.tracker.project.replace('"', "")
    );
    match by_token(asked, base, &query, &headers) {
        Err(Failure::Status(404, _)) => by_number(asked, base, &query, &headers),
        done => done,
    }
}

fn by_token(
    asked: &Asked<'_>,
    base: &str,
    query: &str,
    headers: &[(&str, String)],
) -> Result<Vec<String>, Failure> {
    let mut pages = Vec::new();
    let mut token = String::new();
    loop {
        let url = format!(
            "{base}/rest/api/3/search/jql?jql={}&fields={FIELDS}&maxResults=100{token}",
            encoded(query)
        );
        let answer = asked.ask(base, &url, headers)?;
        let said = read(&answer.body)?;
        pages.push(answer.body);
        match said["nextPageToken"].as_str() {
            Some(next) if pages.len() < MOST => token = format!("&nextPageToken={}", encoded(next)),
            Some(_) => return Err(Failure::Shape("it has no last page".into())),
            None => return Ok(pages),
        }
    }
}

fn by_number(
    asked: &Asked<'_>,
    base: &str,
    query: &str,
    headers: &[(&str, String)],
) -> Result<Vec<String>, Failure> {
    let mut pages = Vec::new();
    let mut start = 0;
    loop {
        let url = format!(
            "{base}/rest/api/2/search?jql={}&fields={FIELDS}&maxResults=100&startAt={start}",
            encoded(query)
        );
        let answer = asked.ask(base, &url, headers)?;
        let said = read(&answer.body)?;
        pages.push(answer.body);
        let number = said["issues"].as_array().map_or(0, Vec::len) as u64;
        start += number;
        if number == 0 || start >= said["total"].as_u64().unwrap_or(0) {
            return Ok(pages);
        }
        if pages.len() >= MOST {
            return Err(Failure::Shape("it has no last page".into()));
        }
    }
}

fn read(body: &str) -> Result<Value, Failure> {
    let read: Value =
        serde_json::from_str(body).map_err(|_| Failure::Shape("this is no JSON".into()))?;
    match read["issues"].is_array() {
        true => Ok(read),
        false => Err(Failure::Shape("there is no list of issues".into())),
    }
}

/// What a password is sent as.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk
            .iter()
            .fold(0u32, |bits, byte| bits << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at) & 63) as usize];
            out.push(if at <= chunk.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_sent_as_the_standard_says() {
        for (text, sent) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("a:b~ÿ", "YTpifsO/"),
        ] {
            assert_eq!(base64(text.as_bytes()), sent);
        }
    }
}
