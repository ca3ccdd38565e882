//! Requests over the network, by way of `ureq`.

use super::{Answer, Failure, Get};
use std::time::Duration;
use ureq::Agent;

/// No answer is longer.
const LONGEST: u64 = 64 * 1024 * 1024;

/// A client that waits no longer than this for one answer.
pub struct Http {
    agent: Agent,
}

impl Http {
    pub fn new(timeout: Duration) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(timeout))
            // A status is an answer like any other.
            .http_status_as_error(false)
            // Whoever asks decides whether to follow.
            .max_redirects(0)
            .user_agent(concat!("kb/", env!("CARGO_PKG_VERSION")))
            .build();
        Self {
            agent: config.into(),
        }
    }
}

impl Get for Http {
    fn get(&self, url: &str, headers: &[(&str, String)]) -> Result<Answer, Failure> {
        // The words of an error may quote a header: only its kind is told.
        let failed = |error: ureq::Error| {
            Failure::Network(match error {
                ureq::Error::Timeout(_) => "it took too long".into(),
                ureq::Error::HostNotFound => "there is no such host".into(),
                ureq::Error::ConnectionFailed => "the connection was refused".into(),
                ureq::Error::Io(cause) => cause.kind().to_string(),
                ureq::Error::BadUri(_) => "this is no address".into(),
                ureq::Error::BodyExceedsLimit(_) => "the answer is too long".into(),
                ureq::Error::Rustls(_) | ureq::Error::Tls(_) => "no secure connection".into(),
                _ => "the answer cannot be read".into(),
            })
        };
        let mut request = self.agent.get(url);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let mut response = request.call().map_err(failed)?;
        let names = response.headers().iter();
        let headers = names
            .filter_map(|(name, value)| {
                Some((
                    name.as_str().to_lowercase(),
                    value.to_str().ok()?.to_string(),
                ))
            })
            .collect();
        let status = response.status().as_u16();
        let body = response
            .body_mut()
            .with_config()
            .limit(LONGEST)
            .read_to_string()
            .map_err(failed)?;
        Ok(Answer {
            status,
            headers,
            body,
        })
    }
}
