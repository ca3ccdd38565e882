//! Names in their usual wordings.

use super::{Label, label};

#[test]
fn names_are_understood_in_their_usual_wordings() {
    for (name, meaning) in [
        ("date", Some(Label::Date)),
        ("date of incident", Some(Label::Date)),
        ("date of the outage", Some(Label::Date)),
        ("incident date", Some(Label::Date)),
        ("start", Some(Label::Started)),
        ("start time", Some(Label::Started)),
        ("start of impact", Some(Label::Started)),
        ("incident began", Some(Label::Started)),
        ("first detected", Some(Label::Detected)),
        ("discovery", Some(Label::Detected)),
        ("detection time", Some(Label::Detected)),
        ("repaired", Some(Label::Resolved)),
        ("end time", Some(Label::Resolved)),
        ("time resolved", Some(Label::Resolved)),
        ("time to detection", Some(Label::TimeToDetect)),
        ("time to detect ttd", Some(Label::TimeToDetect)),
        ("time to recovery", Some(Label::TimeToResolve)),
        ("time to resolve ttr", Some(Label::TimeToResolve)),
        ("time to mitigate", Some(Label::TimeToMitigate)),
        ("total duration", Some(Label::TimeToResolve)),
        ("incident duration", Some(Label::TimeToResolve)),
        ("outage duration minutes", Some(Label::TimeToResolve)),
        ("begin verstoring", Some(Label::Started)),
        ("einde van de storing", Some(Label::Resolved)),
        ("duur", Some(Label::TimeToResolve)),
        ("totale duur", Some(Label::TimeToResolve)),
        ("datum storing", Some(Label::Date)),
        ("non compliance start date", Some(Label::Started)),
        ("non compliance identified date", Some(Label::Detected)),
        ("last modified", None),
        ("postmortem date", None),
        ("meeting duration", None),
        ("time to acknowledge", None),
        ("detected by", None),
        ("status", None),
    ] {
        assert_eq!(label(name), meaning, "{name}");
    }
}
