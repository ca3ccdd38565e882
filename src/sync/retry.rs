//! Asks again where that may help: after a fault of the server or the network, and when a rate limit has ended.

use super::{Answer, Failure, Get};
use std::time::Duration;

/// How often and how long.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    pub attempts: u32,
    /// The first pause; each further one is twice as long.
    pub pause: Duration,
    /// Longest wait for a rate limit.
    pub longest: Duration,
    /// Seconds since 1970, for limits that say when they end.
    pub now: u64,
}

/// The first answer that is one.
pub fn ask(
    get: &dyn Get,
    url: &str,
    place: &str,
    headers: &[(&str, String)],
    patience: &Patience,
) -> Result<Answer, Failure> {
    let mut pause = patience.pause;
    let mut attempt = 1;
    loop {
        let answer = get.get(url, headers);
        let failure = match answer {
            Ok(answer) if answer.status == 200 || answer.moved_to().is_some() => return Ok(answer),
            Ok(answer) => {
                if let Some(wait) = limit(&answer, patience.now) {
                    if wait > patience.longest || attempt >= patience.attempts {
                        return Err(Failure::Limit(wait.as_secs()));
                    }
                    std::thread::sleep(wait);
                    attempt += 1;
                    continue;
                }
                let failure = Failure::Status(answer.status, place.to_string());
                if answer.status < 500 {
                    return Err(failure);
                }
                failure
            }
            Err(failure) => failure,
        };
        if attempt >= patience.attempts {
            return Err(failure);
        }
        std::thread::sleep(pause);
        pause *= 2;
        attempt += 1;
    }
}

/// How long a rate limit lasts, where the answer is one.
fn limit(answer: &Answer, now: u64) -> Option<Duration> {
    let number = |name: &str| {
        answer
            .header(name)
            .and_then(|value| value.trim().parse::<u64>().ok())
    };
    let spent = number("x-ratelimit-remaining").or(number("ratelimit-remaining")) == Some(0);
    let is_limit =
        answer.status == 429 || answer.status == 403 && (spent || number("retry-after").is_some());
    if !is_limit {
        return None;
    }
    let until = number("x-ratelimit-reset").or(number("ratelimit-reset"));
    let wait = number("retry-after").or(until.map(|until| until.saturating_sub(now)));
    // GitHub asks for a minute where it says nothing.
    Some(Duration::from_secs(wait.unwrap_or(60)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    struct Script(RefCell<Vec<Result<Answer, Failure>>>);

    impl Get for Script {
        fn get(&self, _: &str, _: &[(&str, String)]) -> Result<Answer, Failure> {
            self.0.borrow_mut().remove(0)
        }
    }

    fn answer(status: u16, headers: &[(&str, &str)]) -> Result<Answer, Failure> {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_string()));
        Ok(Answer {
            status,
            headers: headers.collect(),
            body: String::new(),
        })
    }

    fn run(script: Vec<Result<Answer, Failure>>) -> (Result<u16, Failure>, usize) {
        let patience = Patience {
            attempts: 4,
            pause: Duration::ZERO,
            longest: Duration::from_secs(1),
            now: 1000,
        };
        let script = Script(RefCell::new(script));
        let done = ask(&script, "http://x/y?z", "http://x/y", &[], &patience);
        (
            done.map(|answer| answer.status),
            script.0.into_inner().len(),
        )
    }

    #[test]
    fn faults_and_limits_are_waited_for_and_refusals_are_not() {
        let broken = || Err(Failure::Network("x".into()));
        assert_eq!(
            run(vec![answer(502, &[]), broken(), answer(200, &[])]),
            (Ok(200), 0)
        );
        assert_eq!(
            run(vec![answer(429, &[("retry-after", "0")]), answer(200, &[])]),
            (Ok(200), 0)
        );
        let reset = [
            ("x-ratelimit-remaining", "0"),
            ("x-ratelimit-reset", "1000"),
        ];
        assert_eq!(
            run(vec![answer(403, &reset), answer(200, &[])]),
            (Ok(200), 0)
        );
        let far = [
            ("x-ratelimit-remaining", "0"),
            ("x-ratelimit-reset", "4600"),
        ];
        assert_eq!(run(vec![answer(403, &far)]), (Err(Failure::Limit(3600)), 0));
        assert_eq!(
            run(vec![answer(403, &[]), answer(200, &[])]),
            (Err(Failure::Status(403, "http://x/y".into())), 1)
        );
        assert_eq!(run((0..9).map(|_| answer(500, &[])).collect()).1, 5);
    }
}
