//! The words of one action: what they ask for, apart from id, kind, owner, term and state.

use super::group::{self, Group};
use super::owner::Known;
use super::{answers, deed, due, facts, inside, leading, mention, refs, state};
use crate::expression::{captures, expression};
use crate::extract::Context;
use crate::extract::headings::words;
use crate::extract::items::{flat, sentences};
use crate::model::{ActionItem, ActionState, Sourced};
use crate::parse::Inline;
use crate::span::Span;
use regex::Regex;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

/// An action without any of what may be known about it.
pub fn blank(text: String, span: Span) -> ActionItem {
    ActionItem {
        id: String::new(),
        named: false,
        short: String::new(),
        text: Sourced::text(text, span),
        state: Sourced::text(ActionState::Unknown, span),
        kind: None,
        owners: Vec::new(),
        team: None,
        due: None,
        priority: None,
        size: None,
        acceptance: None,
        initiative: None,
        reason: None,
        refs: Vec::new(),
        url: None,
        opened: None,
        closed: None,
        verified: None,
        ticket_title: None,
        answers: Vec::new(),
        answers_basis: None,
    }
}

/// `[AI-101]`, `AI-42`, `[Prevention]`, `[P1]`, `HIGH:`, `P1 –` in front.
static TAG: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"^\s*(?:[\[(]\s*(?P<tag>[^\])\n]{1,24})\s*[\])]\s*[:\-–—]?\s*|(?P<level>(?i:high|medium|med|low|critical|urgent|p[0-5])(?:(?i: prio(?:rity)?))?)(?:\s*:\s*|\s+[-–—|]\s+)|(?P<id>(?:AI|ACTION|ACT|AP|TASK)[- ]?\d+|[A-Z][A-Z0-9]{1,9}-\d{1,6})\b\s*[:.\-–—)]?\s*)",
    )
});

/// Reads an action's line.
pub fn action(line: &Inline, context: &Context<'_>, known: &Known, group: &Group) -> ActionItem {
    let line = line.trimmed();
    let mut action = blank(String::new(), line.span_of(0..line.text.len()));
    action.kind = group.kind.clone();
    action.owners = group.owners.clone();
    action.priority = group.priority.clone();
    if let Some(state) = &group.state {
        action.state = state.clone();
    }
    answers::set(&mut action, group.answers.clone());
    let mut cut: Vec<Range<usize>> = Vec::new();
    tags(&line, &mut action, &mut cut);
    let body_start = cut.iter().map(|range| range.end).max().unwrap_or(0);
    let body = line.slice(body_start..line.text.len());
    if let Some((state, range)) = state::of_line(&body) {
        action.state = Sourced::text(state, line.span_of(0..line.text.len()));
        if let Some(range) = range {
            let said = &body.text[range.clone()];
            if let (ActionState::WontDo | ActionState::Superseded, Some((_, reason))) =
                (state, said.split_once(": "))
            {
                let reason = reason.trim_end_matches([')', ']', '.']).to_string();
                action.reason = Some(Sourced::text(reason, body.span_of(range.clone())));
            }
            if state == ActionState::Done
                && let Some(name) = state::done_by(said, &context.source.text)
            {
                let at = range.start + name.start..range.start + name.end;
                let name = body.text[at.clone()].to_string();
                action.owners = vec![Sourced::text(name, body.span_of(at))];
            }
            if state == ActionState::Done {
                action.closed = closed(said, context, known)
                    .map(|on| Sourced::text(on, body.span_of(range.clone())));
            }
            cut.push(range.start + body_start..range.end + body_start);
        }
    } else {
        for range in sentences(&line) {
            let sentence = &line.text[range.clone()];
            let told = state::told(sentence).or_else(|| state::told(sentence.split_once(": ")?.1));
            if let Some(state) = told {
                action.state = Sourced::text(state, line.span_of(range));
            }
        }
    }
    // What follows a tick or `TODO` may be a tag again.
    let after = cut
        .iter()
        .filter(|range| range.start <= body_start + 1)
        .map(|range| range.end)
        .max()
        .unwrap_or(0);
    if after > body_start {
        let rest = line.slice(after..line.text.len());
        let mut more = Vec::new();
        tags(&rest, &mut action, &mut more);
        cut.extend(
            more.into_iter()
                .map(|range| range.start + after..range.end + after),
        );
    }
    if let Some(range) = facts::trailing(&line, &mut action, context, known) {
        cut.push(range);
    }
    inside::owners(&line, &mut action, known, context, &mut cut);
    cut.extend(
        facts::labelled(&line, &mut action, context, known)
            .into_iter()
            .filter(|range| range.start > 0),
    );
    let near = known.near;
    if action.due.is_none()
        && let Some((due, range)) = due::of_line(&line.text, context.reading.order, near)
    {
        action.due = Some(Sourced::text(due, line.span_of(range.clone())));
        let ends = line.text[range.end..]
            .trim_matches([' ', '.', ')', ']'])
            .is_empty()
            || cut.iter().any(|other| {
                line.text[range.end..other.start.max(range.end)]
                    .trim()
                    .is_empty()
                    && other.start >= range.end
            });
        if ends {
            cut.push(range);
        }
    }
    cut.extend(refs::apart(&line));
    action.refs = refs::of(&line);
    action.url = action
        .refs
        .iter()
        .find(|reference| reference.starts_with("http"))
        .cloned();
    let text = without(&line.text, cut);
    action.text.value = match text.contains(char::is_alphanumeric) {
        true => text,
        false => flat(&line.text),
    };
    answers::of_words(&mut action, &line.text, &known.causes);
    team(&mut action, context);
    action
}

/// The day in words that say that it is done: `— completed 2025-02-20`.
fn closed(said: &str, context: &Context<'_>, known: &Known) -> Option<chrono::NaiveDate> {
    let order = context.reading.order;
    said.match_indices(char::is_whitespace)
        .find_map(|(at, _)| due::date_in(&said[at..], order, known.near))
}

/// Reads a line below an action: a nested item, a further paragraph.
pub fn below(line: &Inline, action: &mut ActionItem, context: &Context<'_>, known: &Known) {
    facts::labelled(line, action, context, known);
    if action.state.value == ActionState::Unknown {
        let told = sentences(line)
            .into_iter()
            .find_map(|range| state::told(&line.text[range]));
        if let Some(state) = told {
            action.state = Sourced::text(state, line.span_of(0..line.text.len()));
        }
    }
    if action.owners.is_empty() {
        let mut leading = Vec::new();
        for range in mention::all(line) {
            let before = line.text[..range.start].trim_matches([' ', ',', '`', '(', '&']);
            let is_leading = before.is_empty()
                || leading.last().is_some_and(|last: &Range<usize>| {
                    matches!(
                        line.text[last.end..range.start].trim_matches([' ', '`', ',']),
                        "" | "and" | "&"
                    )
                });
            if is_leading {
                leading.push(range);
            }
        }
        let owners = leading.into_iter().map(|range| mention::owner(line, range));
        action.owners.extend(owners);
    }
    for reference in refs::of(line) {
        if !action.refs.contains(&reference) {
            action.refs.push(reference);
        }
    }
    if action.url.is_none() {
        action.url = action
            .refs
            .iter()
            .find(|reference| reference.starts_with("http"))
            .cloned();
    }
    answers::of_words(action, &line.text, &known.causes);
    team(action, context);
}

/// The owning team, where the catalog knows one of the owners.
pub fn team(action: &mut ActionItem, context: &Context<'_>) {
    if action.team.is_none() {
        action.team = action
            .owners
            .iter()
            .find_map(|owner| context.catalog.team(&owner.value))
            .map(|team| team.name.clone());
    }
}

/// Tags in front of an action: its id, its kind, its priority.
fn tags(line: &Inline, action: &mut ActionItem, cut: &mut Vec<Range<usize>>) {
    let mut start = 0;
    while let Some(found) = captures(&TAG, &line.text[start..]) {
        let whole = found.get(0).map_or(0..0, |whole| whole.range());
        let named = ["tag", "level", "id"];
        let Some(tag) = named.iter().find_map(|name| found.name(name)) else {
            break;
        };
        let span = line.span_of(start + tag.start()..start + tag.end());
        let tag = tag.as_str().trim();
        let words = words(tag);
        let is_link = line
            .links()
            .any(|(_, range)| range.contains(&(start + whole.start + 1)));
        let is_id = !is_link
            && tag.len() <= 16
            && !tag.contains(' ')
            && tag.contains('-')
            && tag.ends_with(|c: char| c.is_ascii_digit())
            || found.name("id").is_some();
        if is_id && action.id.is_empty() {
            action.id = tag.to_string();
        } else if let Some(kind) = group::kind(&words).filter(|_| words.len() <= 2 && !is_link) {
            action.kind = Some(Sourced::text(kind, span));
        } else if is_priority(tag) {
            action.priority = Some(Sourced::text(tag.to_string(), span));
        } else {
            break;
        }
        cut.push(start + whole.start..start + whole.end);
        start += whole.end;
    }
}

pub fn is_priority(tag: &str) -> bool {
    let lower = tag.to_lowercase();
    matches!(
        lower.as_str(),
        "high" | "medium" | "med" | "low" | "critical" | "urgent"
    ) || ["priority", "prio"].iter().any(|word| {
        let level = lower.strip_suffix(word).map(str::trim_end);
        level.is_some_and(|level| !level.is_empty() && is_priority(level))
    }) || lower
        .strip_prefix('p')
        .is_some_and(|rest| rest.len() == 1 && rest.chars().all(|c| c.is_ascii_digit()))
}

/// The text without the ranges that say something else, and without the punctuation that they leave behind.
fn without(text: &str, mut cut: Vec<Range<usize>>) -> String {
    cut.sort_by_key(|range| range.start);
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    for range in cut {
        if range.start >= at {
            kept.push_str(&text[at..range.start]);
            kept.push(' ');
        }
        at = at.max(range.end);
    }
    kept.push_str(&text[at.min(text.len())..]);
    tidy(&flat(&kept))
}

/// Without the brackets and full stops that stand around nothing.
fn tidy(text: &str) -> String {
    static EMPTY: LazyLock<Regex> =
        LazyLock::new(|| expression(r"[(\[][\s,;]*[)\]]|[\s,;]+([.;:!?])|\s+(,)|^\s*[)\].:,;]+"));
    let mut kept = Cow::Borrowed(text);
    loop {
        let mut next = match may_stand_around_nothing(&kept) {
            true => EMPTY.replace_all(&kept, "$1$2"),
            false => Cow::Borrowed(&*kept),
        };
        if next.contains("..") {
            next = Cow::Owned(next.replace("..", "."));
        }
        let mut inner = next
            .trim()
            .trim_matches([',', ';', '–', '—', '-', '|', ' ']);
        if !inner.contains('(') {
            inner = inner.trim_end_matches(").").trim_end_matches(')');
        }
        if inner == kept {
            return kept.into_owned();
        }
        kept = Cow::Owned(inner.to_string());
    }
}

/// Whether a mark begins the text or follows a blank, a bracket or a comma: a quick look before the closer one.
fn may_stand_around_nothing(text: &str) -> bool {
    let closes = |byte: u8| matches!(byte, b')' | b']' | b'.' | b',' | b':' | b';' | b'!' | b'?');
    let bytes = text.as_bytes();
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let follows = |any, (&before, &mark): (&u8, &u8)| {
        any | (closes(mark)
            & (before <= b' ' || before >= 0x80 || matches!(before, b',' | b';' | b'(' | b'[')))
    };
    bytes.first().is_some_and(|&first| closes(first)) || pairs.fold(false, follows)
}

/// Whether a short heading tells of something done: `Alerts configured`, not `More alerts needed` or `Add alerts`.
pub fn tells_of_a_deed(title: &str) -> bool {
    let words = words(title);
    let wanted = [
        "needed",
        "required",
        "proposed",
        "planned",
        "suggested",
        "wanted",
        "expected",
        "recommended",
        "desired",
    ];
    (2..=6).contains(&words.len())
        && words
            .last()
            .is_some_and(|last| last.ends_with("ed") && !wanted.contains(&last.as_str()))
        && !words.iter().any(|word| {
            matches!(
                word.as_str(),
                "be" | "to" | "not" | "should" | "must" | "no"
            )
        })
}

/// Sentences of a section of actions that say what is to be done or was changed, not why or what was found.
pub fn asks_for_something(sentence: &str) -> bool {
    static ASKS: LazyLock<Regex> = LazyLock::new(|| {
        expression(
            r"(?ix) ^(?:first|second|third|fourth|final|last)(?:ly)?,\s | (?:^|[,;]\s|\b(?:and|but|so)\s) (?: \w+,\s )? (?: also\s )? (?: we|they|i|(?:the|our|this)\s(?:\w+\s){0,2}(?:team|teams|engineers?)|[A-Z]\w+\s(?:team|is|are) ) (?:['’](?:ll|ve))?\s+(?: will | (?:want|intend|aim|would\ like)\ to\ [^.]+\ (?:by|before|until|this|next)\ (?:the\ )?(?:end|week|month|sprint|quarter|year|spring|summer|autumn|winter|\d) | should | must | need(?:s|ed)?\ to | plan(?:s|ned)?\ to | have\ to | ought\ to | (?:are|is)\ (?:going\ to|planning|adding|working|improving|changing|implementing|building|investigating|reviewing|moving) | have\ (?:\w+\s)?(?:added|changed|implemented|improved|updated|fixed|increased|created|introduced|removed) )
            | \b(?:we|i)['’]ll\s+\w+
            | ^(?:to\s)?(?:add|adding|create|creat|implement|improv|fix|updat|upgrad|document|writ|review|investigat|consider|ensur|mak|monitor|automat|mov|remov|replac|increas|reduc|set\ ?up|configur|test|enabl|disabl|defin|establish|introduc|migrat|refactor|use|using|allow|limit|provid|schedul|train|perform|conduct|adopt|better|more|avoid|prevent|re-?evaluat|explor|identif|tun|chang|switch|extend|expand|build|develop|run|do\b|don|check|verif|validat|alert|stop|start|split|separat|store|keep|find|figure|come|look|work|discuss|evaluat|plan\b|publish|audit|enforc|deploy|rollout|roll\ out|the\ (?:proper|permanent|long)|going\ forward|in\ the\ future)\w*\b",
        )
    });
    sentence.split_whitespace().count() >= 4
        && !is_courtesy(sentence)
        && (ASKS.is_match(sentence.trim_start_matches(['"', '(', ' ']))
            || somebody_will(sentence)
            || deed::told(sentence).is_some())
}

/// What is said to the reader: "If you still see it, please contact us and we'll look into it."
fn is_courtesy(sentence: &str) -> bool {
    let begins = |words: &str| {
        sentence.len() >= words.len()
            && sentence.is_char_boundary(words.len())
            && sentence[..words.len()].eq_ignore_ascii_case(words)
    };
    begins("If you ")
        || ["apologi", "to thank", "please contact", "please let us"]
            .iter()
            .any(|words| sentence.contains(words))
}

/// `Kenji will add …`, `Networks to ask …`: somebody, and no other word at a sentence's beginning.
fn somebody_will(sentence: &str) -> bool {
    let mut words = sentence.split_whitespace();
    let (Some(name), Some(link), Some(deed)) = (words.next(), words.next(), words.next()) else {
        return false;
    };
    const OTHERS: &[&str] = &[
        "This", "That", "It", "These", "Those", "They", "Which", "There",
    ];
    let is_asked = match link {
        "will" => leading::is_deed(deed) || deed == "have",
        "to" => leading::is_deed(deed),
        _ => false,
    };
    name.starts_with(char::is_uppercase) && !OTHERS.contains(&name) && is_asked
}
