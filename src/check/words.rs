//! What single words are in a sentence: a person, a boundary of a clause, a word of judgement …
//!
//! A word may be several things at once; each is a bit of its [`Class`].

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a word may be, as bits.
pub type Class = u32;

/// A role or a group of people: "engineer", "operator".
pub const ROLE: Class = 1;
/// "he", "someone", "nobody".
pub const SOMEBODY: Class = 1 << 1;
/// A first name. It counts only where it begins with a capital letter.
pub const FIRST_NAME: Class = 1 << 2;
pub const DETERMINER: Class = 1 << 3;
pub const PREPOSITION: Class = 1 << 4;
/// Begins a clause of its own: "because", "which", "while".
pub const BOUNDARY: Class = 1 << 5;
/// May stand between a subject and its verb: "had", "also", "simply".
pub const BETWEEN: Class = 1 << 6;
/// "accidentally", "carelessly".
pub const BAD_ADVERB: Class = 1 << 7;
/// Past forms that say by themselves that somebody erred: "misconfigured".
pub const ERRED: Class = 1 << 8;
/// Past forms that say that somebody left something out: "neglected".
pub const LEFT_OUT: Class = 1 << 9;
/// What care would have done, in its base form: "check", "verify".
pub const CARE: Class = 1 << 10;
/// "careless", "inattentive": of people.
pub const BAD_TRAIT: Class = 1 << 11;
/// "mistake", "negligence".
pub const BAD_NOUN: Class = 1 << 12;
/// "malformed", "wrong", "untested".
pub const BAD_THING: Class = 1 << 13;
/// Past forms of irregular verbs.
pub const PAST: Class = 1 << 14;
/// "stupid", "inexcusable".
pub const JUDGEMENT: Class = 1 << 15;
/// "should", "could", "would".
pub const MODAL: Class = 1 << 16;
/// Participles of what people do about risks: "caught", "prevented", "tested".
pub const DONE_BY_CARE: Class = 1 << 17;
/// What people give: "attention", "testing", "review".
pub const DILIGENCE: Class = 1 << 18;
/// Only people do so: "forgot", "bothered".
pub const HUMAN: Class = 1 << 19;
/// What only exists as software, though it is called like a person.
pub const PRODUCT: Class = 1 << 20;

const TABLES: &[(Class, &str)] = &[
    (
        ROLE,
        "engineer engineers developer developers devs operator operators admin admins administrator administrators \
         sysadmin sysadmins sre sres dba dbas on-call oncall on-caller responder responders technician technicians \
         contractor contractors intern interns manager managers lead leads tester testers reviewer reviewers author \
         employee employees colleague colleagues coworker coworkers co-worker person staff \
         architect architects analyst analysts deployer maintainer maintainers committer contributor contributors \
         programmer programmers consultant consultants commander supervisor cto ceo teammate team-mate \
         newcomer hire hires junior seniors apprentice trainee trainees specialist specialists scientist scientists \
         coder coders technologist guy guys man woman people staffer owner executive team teams crew \
         vp electrician assignee approver approvers",
    ),
    (
        SOMEBODY,
        "he she i we they you someone somebody anyone anybody nobody no-one everyone everybody whoever",
    ),
    (FIRST_NAME, crate::people::FIRST_NAMES),
    (
        PRODUCT,
        "jenkins travis argo cassandra helm aurora julia ruby crystal jasper apollo iris luna hudson sentry vagrant watson \
         claude celery alexa kubernetes terraform ansible postgres postgresql mysql redis kafka nginx docker github \
         gitlab prometheus grafana pagerduty cloudflare aws azure google istio envoy consul vault nomad elasticsearch \
         mongodb rabbitmq spark airflow chef puppet salt nagios datadog opsgenie linux windows java python go rust node \
         slack jira confluence fastly akamai heroku s3 dns tcp lambda dynamodb zookeeper etcd haproxy varnish",
    ),
    (
        DETERMINER,
        "the a an our their his her my your its one another some any every each this these those no same other both all \
         several two three",
    ),
    (
        PREPOSITION,
        "of from by with for to at on in between behind under via per into onto about against through towards",
    ),
    (
        BOUNDARY,
        "because that which when while where if since although though whereas unless until whether as so after before once \
         ; : — – ( ) how why what who →",
    ),
    (
        BETWEEN,
        "had has have having 've 'd was were is been be being did do does didn't don't doesn't not never then also just simply \
         again still even once later first initially subsequently apparently clearly obviously somehow always often \
         repeatedly already only actually basically really probably likely presumably wasn't weren't hadn't hasn't \
         accidentally mistakenly carelessly erroneously wrongly incorrectly negligently hastily recklessly foolishly \
         blindly inadvertently unwittingly improperly prematurely clumsily stupidly naively thoughtlessly unknowingly \
         manually quickly immediately eventually finally both either all himself herself themselves completely totally \
         simply may might must has have allegedly reportedly evidently previously unfortunately sadly too far",
    ),
    (
        BAD_ADVERB,
        "accidentally mistakenly carelessly erroneously wrongly incorrectly negligently hastily recklessly foolishly blindly \
         inadvertently unwittingly improperly prematurely clumsily stupidly naively thoughtlessly sloppily lazily \
         irresponsibly inexcusably",
    ),
    (
        ERRED,
        "broke crashed misconfigured mistyped misread misunderstood misjudged misinterpreted mishandled botched bungled \
         blundered fumbled fat-fingered caused wiped mistook miscalculated misused mismanaged panicked misdiagnosed \
         overreacted erred mispasted nuked trashed typoed mis-typed mis-configured sabotaged goofed",
    ),
    (
        LEFT_OUT,
        "forgot forgotten neglected omitted disregarded overlooked ignored skipped missed bypassed rushed violated \
         circumvented dismissed",
    ),
    (
        HUMAN,
        "forgot forgotten neglected bothered mistyped misread fat-fingered misunderstood misjudged panicked",
    ),
    (
        CARE,
        "check test verify validate review read follow notice bother think realise realize consider ask tell inform \
         communicate escalate document double-check doublecheck look pay remember care warn coordinate consult confirm \
         heed respond recognise recognize understand examine inspect stop question monitor watch bothering proofread \
         rehearse respect comply catch spot know take",
    ),
    (
        BAD_TRAIT,
        "careless inattentive negligent sloppy lazy reckless distracted incompetent irresponsible inexperienced \
         overconfident complacent clumsy hasty forgetful ignorant unqualified unprofessional untrained thoughtless \
         undisciplined oblivious impatient inept stupid foolish dumb rash unprepared incapable clueless",
    ),
    (
        BAD_NOUN,
        "mistake mistakes error errors fault carelessness negligence failure oversight inattention incompetence typo blunder \
         laziness lack misconfiguration ignorance haste inexperience sloppiness misjudgement misjudgment recklessness \
         negligent complacency lapse lapses screw-up slip inattentiveness forgetfulness impatience overconfidence \
         inability unwillingness refusal",
    ),
    (
        BAD_THING,
        "wrong bad broken malformed buggy faulty untested incorrect invalid flawed erroneous defective unreviewed \
         misconfigured unverified unapproved unauthorised unauthorized unchecked sloppy careless half-finished \
         ill-considered incomplete",
    ),
    (
        PAST,
        "ran made wrote put set sent chose took left gave went built cut hit let brought shut rewrote overwrote typed \
         rebuilt reran re-ran undid thought meant knew broke fell forgot drove kept threw told found saw",
    ),
    (
        JUDGEMENT,
        "stupid stupidly stupidity dumb idiot idiotic idiots careless carelessly carelessness sloppy sloppily negligent \
         negligently negligence reckless recklessly incompetent incompetence foolish foolishly silly inexcusable \
         inexcusably unforgivable amateurish amateur boneheaded laughable moronic shameful shamefully disgraceful lazily \
         obviously irresponsible irresponsibly clueless pathetic ludicrous ridiculous rookie \
         unprofessional laziness sloppiness",
    ),
    (
        MODAL,
        "should could would might ought shouldn't couldn't wouldn't",
    ),
    (
        DONE_BY_CARE,
        "caught prevented avoided detected tested checked reviewed noticed verified validated communicated escalated \
         documented considered followed known spotted foreseen anticipated averted stopped found asked announced \
         realised realized informed read understood obvious planned rehearsed coordinated confirmed questioned \
         double-checked identified discovered thought consulted",
    ),
    (
        DILIGENCE,
        "attention testing care diligence planning communication discipline glance look reading check review reviewing \
         checking thought foresight caution verification supervision",
    ),
];

static CLASSES: LazyLock<FxHashMap<&'static str, Class>> = LazyLock::new(|| {
    let mut classes = FxHashMap::default();
    for (class, words) in TABLES {
        for word in words.split_whitespace() {
            *classes.entry(word).or_insert(0) |= class;
        }
    }
    classes
});

/// Everything that a word in lower case may be.
pub fn class(word: &str) -> Class {
    CLASSES.get(word).copied().unwrap_or(0)
}

/// Whether a word is the past form of a verb, as far as its letters tell.
pub fn is_past(word: &str) -> bool {
    word.len() > 4
        && word.ends_with("ed")
        && !matches!(word, "need" | "speed" | "indeed" | "seed" | "exceed")
        || class(word) & (PAST | ERRED) != 0
}
