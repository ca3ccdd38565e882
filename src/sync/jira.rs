//! Issues of a project on Jira: Cloud's search, whose pages follow by token, else the older one, which counts.

use super::{Asked, Failure, encoded};
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
    let search = |api: &str| {
        let query = encoded(&query);
        format!("{base}/rest/api/{api}?jql={query}&fields={FIELDS}&maxResults=100")
    };
    let cloud = search("3/search/jql");
    let by_token = asked.pages(base, cloud.clone(), &headers, |answer| {
        let said = read(&answer.body)?;
        let token = said["nextPageToken"].as_str().map(encoded);
        Ok(token.map(|token| format!("{cloud}&nextPageToken={token}")))
    });
    if !matches!(by_token, Err(Failure::Status(404, _))) {
        return by_token;
    }
    let own = search("2/search");
    let mut start = 0;
    asked.pages(base, format!("{own}&startAt=0"), &headers, |answer| {
        let said = read(&answer.body)?;
        let number = said["issues"].as_array().map_or(0, Vec::len) as u64;
        start += number;
        let is_last = number == 0 || start >= said["total"].as_u64().unwrap_or(0);
        Ok((!is_last).then(|| format!("{own}&startAt={start}")))
    })
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
