//! A person's own kind of export: a file like those in `kinds/`, checked before it is kept.

use super::built_in::find;
use super::detect::fits;
use super::header::normalise;
use super::kind::{Grain, KindDef, Layout};
use super::kind_error::{KindError, KindMistake};
use super::known::Known;

/// An own kind and the text it was read from.
#[derive(Clone, Debug)]
pub struct OwnKind {
    /// The kind.
    pub def: KindDef,
    /// Its file.
    pub body: String,
}

impl OwnKind {
    /// Reads a person's kind file: as those that are built in, and no looser than it can be used.
    ///
    /// Errors: what is wrong with it, and in which line.
    pub fn parse(body: &str) -> Result<Self, KindError> {
        let mut def = KindDef::parse(body)?;
        def.own = true;
        let wrong = |mistake| KindError::within(body, mistake);
        let id = &def.id.0;
        if id.is_empty() || id.trim() != id || id.chars().any(char::is_control) {
            return Err(wrong(KindMistake::BadId(id.clone())));
        }
        if def.generic {
            return Err(wrong(KindMistake::Generic));
        }
        let replaced = def.replaces.as_deref();
        if let Some(replaced) = replaced
            && find(replaced).is_none_or(|kind| kind.generic)
        {
            return Err(wrong(KindMistake::NothingReplaced(replaced.to_owned())));
        }
        if find(id).is_some() && replaced != Some(id) {
            return Err(wrong(KindMistake::IdTaken(id.clone())));
        }
        let telling = match def.layout {
            Layout::Table => &def.fingerprint.must,
            Layout::Workbook => &def.fingerprint.sheets,
        };
        if telling.is_empty() {
            return Err(KindError::whole(KindMistake::NoFingerprint));
        }
        if def.grain == Grain::Periods && def.period.is_none() {
            return Err(KindError::whole(KindMistake::MissingKey("period".to_owned())));
        }
        let named = |key: &str, names: &[String]| {
            let has = |name: &str| def.columns.iter().any(|column| column.name == name);
            match names.iter().find(|entry| !entry.split('|').any(has)) {
                Some(name) => {
                    let (key, name) = (key.to_owned(), name.clone());
                    Err(wrong(KindMistake::NoColumn { key, name }))
                }
                None => Ok(()),
            }
        };
        named("require", &def.table.require)?;
        named("add_up", &def.add_up)?;
        Ok(Self { def, body: body.to_owned() })
    }

    /// Whether what tells this kind's files tells no other kind's, but for those it replaces.
    ///
    /// Errors: the kind that it would take files from.
    pub fn check_beside(&self, known: &Known) -> Result<(), KindError> {
        let stands = |kind: &&KindDef| kind.id != self.def.id && !self.replaces(kind);
        match known.kinds().filter(stands).find(|kind| self.takes(kind)) {
            None => Ok(()),
            Some(other) => Err(KindError::within(
                &self.body,
                KindMistake::Recognises { kind: other.id.0.clone() },
            )),
        }
    }

    /// Whether a kind that is built in steps back for this one.
    pub(super) fn replaces(&self, kind: &KindDef) -> bool {
        !kind.own && self.def.replaces.as_ref() == Some(&kind.id.0)
    }

    /// Whether a file with all that another kind's files have would be taken for one of this.
    fn takes(&self, other: &KindDef) -> bool {
        if self.def.layout != other.layout {
            return false;
        }
        if self.def.layout == Layout::Workbook {
            let names: Vec<&String> = other.sheets.iter().flat_map(|sheet| &sheet.names).collect();
            return self.def.fingerprint.sheets.iter().all(|sheet| names.contains(&sheet));
        }
        let needed = other.fingerprint.must.iter().filter_map(|entry| entry.split('|').next());
        let mut headers: Vec<String> =
            needed.filter(|entry| !entry.starts_with('@')).map(str::to_owned).collect();
        for column in &other.columns {
            headers.extend(column.aliases.first().map(|alias| normalise(alias)));
            if other.generic {
                headers.push(normalise(&column.name));
            }
        }
        fits(&self.def, &headers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "id = \"我的店.场次\"\nplatform = \"douyin\"\ngrain = \"sessions\"\n";
    const REST: &str = "[fingerprint]\nmust = [\"场次号\", \"手工备注\"]\n\
                        [columns]\nsession_id = [\"场次号\"]\nstart_at = [\"开场\"]\ngmv = [\"成交\"]\n";

    fn problem(text: &str) -> KindError {
        OwnKind::parse(text)
            .and_then(|kind| kind.check_beside(&Known::default()).map(|()| kind))
            .expect_err(text)
    }

    #[test]
    fn every_mistake_in_a_kind_file_is_named_with_its_line() {
        assert!(OwnKind::parse(&format!("{HEAD}{REST}")).is_ok());
        let cases = [
            (format!("{HEAD}coluns = 1\n{REST}"), 4, "unknown key coluns; known: id"),
            ("id = \"a\"\ngrain = \"sessions\"\n".to_owned(), 0, "no platform"),
            (HEAD.replace("douyin", "douyn"), 2, "unknown word douyn; known: douyin"),
            (format!("{HEAD}priority = \"x\"\n{REST}"), 4, "invalid type"),
            (format!("{HEAD}priority =\n"), 4, "not TOML"),
            (format!("{HEAD}{REST}gvm = [\"x\"]\n"), 10, "no field gvm in sessions"),
            (format!("{HEAD}{REST}orders = [\"成交\"]\n"), 10, "header 成交 stands twice"),
            (format!("{HEAD}require = [\"paid_amount\"]\n{REST}"), 4, "require names paid_amount"),
            (format!("{HEAD}generic = true\n{REST}"), 4, "generic is not"),
            (HEAD.replace("我的店.场次", " ") + REST, 1, "cannot be used"),
            (HEAD.replace("我的店.场次", "douyin.orders") + REST, 1, "is built in"),
            (format!("{HEAD}replaces = \"events\"\n{REST}"), 4, "no kind events to replace"),
            (format!("{HEAD}[columns]\ngmv = [\"成交\"]\n"), 0, "no fingerprint"),
        ];
        for (text, line, words) in cases {
            let said = problem(&text);
            assert_eq!(said.line, line, "{said}\n{text}");
            assert!(
                said.mistake.to_string().starts_with(words) || said.to_string().contains(words)
            );
        }
    }

    #[test]
    fn a_kind_that_recognises_anothers_files_is_refused_unless_it_replaces_it() {
        let wide =
            format!("{HEAD}[fingerprint]\nmust = [\"直播间id\"]\n[columns]\ngmv = [\"成交\"]\n");
        let sessions = crate::ingest::kinds()
            .iter()
            .find(|kind| kind.id.0 == "douyin.compass.sessions")
            .expect("built in");
        let must: Vec<String> =
            sessions.fingerprint.must.iter().map(|entry| format!("{entry:?}")).collect();
        let wide = wide.replace("\"直播间id\"", &must.join(", "));
        let said = problem(&wide);
        let taken = KindMistake::Recognises { kind: "douyin.compass.sessions".to_owned() };
        assert_eq!((said.line, said.mistake), (5, taken));
        let body = format!("replaces = \"douyin.compass.sessions\"\n{wide}");
        let kind = OwnKind::parse(&body).expect("replaces it");
        assert_eq!(kind.check_beside(&Known::default()), Ok(()));
        // Of two that replace it, the second takes the first one's files.
        let known = Known::new(Vec::new(), Vec::new(), vec![kind]);
        assert!(known.find("douyin.compass.sessions").is_none());
        let second = OwnKind::parse(&body.replace("我的店.场次", "另一个")).expect("a kind");
        let taken = KindMistake::Recognises { kind: "我的店.场次".to_owned() };
        assert_eq!(second.check_beside(&known).map_err(|said| said.mistake), Err(taken));
        // The words of people's own tables alone tell no own kind.
        let plain = format!("{HEAD}[fingerprint]\nmust = [\"gmv\"]\n[columns]\ngmv = [\"gmv\"]\n");
        assert!(matches!(problem(&plain).mistake, KindMistake::Recognises { .. }));
    }
}
