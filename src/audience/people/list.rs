//! `people.csv`: who the project itself says is somebody.

use super::super::names::Names;

/// `people.csv`: a name, handles and mail addresses on each line; columns called role, team or title are passed over.
pub fn read(names: &mut Names, text: &str) {
    let mut skipped: Vec<bool> = Vec::new();
    let mut handles: Vec<bool> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let separator = if line.contains(';') && !line.contains(',') {
            ';'
        } else {
            ','
        };
        let cells: Vec<&str> = line
            .split(separator)
            .map(|cell| cell.trim().trim_matches('"').trim())
            .collect();
        if number == 0 {
            let heads: Vec<String> = cells.iter().map(|cell| cell.to_lowercase()).collect();
            let has = |head: &str, words: &[&str]| words.iter().any(|word| head.contains(word));
            if heads
                .iter()
                .any(|head| has(head, &["name", "handle", "mail", "login"]))
            {
                skipped = heads
                    .iter()
                    .map(|head| has(head, &["role", "team", "title", "department"]))
                    .collect();
                handles = heads
                    .iter()
                    .map(|head| has(head, &["handle", "login", "user", "slack", "github"]))
                    .collect();
                continue;
            }
        }
        let cells = cells
            .iter()
            .enumerate()
            .filter(|(at, cell)| !cell.is_empty() && !skipped.get(*at).unwrap_or(&false));
        for (at, cell) in cells {
            for value in cell.split([';', ' ']).filter(|value| value.contains('@')) {
                let local = value.split('@').find(|part| !part.is_empty());
                names.add_handle(local.unwrap_or_default());
            }
            if cell.contains('@') {
                continue;
            }
            match handles.get(at).unwrap_or(&false) {
                true => names.add_handle(cell),
                false => names.add(cell),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_stand_in_a_table_of_their_own() {
        let mut names = Names::default();
        read(
            &mut names,
            "Name,Handle,Mail,Role\nGrace Hopper,@amazing,gh@acme.example,Platform Lead\n\"Will\",,,\n",
        );
        assert_eq!(
            names.mask("grace hopper, amazing, Will asked, Platform Lead"),
            "a responder, a responder, a responder asked, Platform Lead"
        );
        assert!(names.lists("hopper") && !names.lists("platform"));
    }
}
