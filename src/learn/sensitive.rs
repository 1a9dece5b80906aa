//! Columns that say what a person is rather than what a person did. Models do not look at them
//! unless somebody asks for it; figures by group are shown for them.

/// Words of column names, as they stand between other characters.
const WORDS: &[&str] = &[
    "age",
    "birthday",
    "birthdate",
    "disability",
    "ethnicity",
    "gender",
    "marital",
    "nationality",
    "pregnancy",
    "race",
    "religion",
    "sex",
];

/// Parts of Chinese column names.
const PARTS: &[&str] =
    &["性别", "年龄", "生日", "民族", "国籍", "宗教", "婚姻", "婚否", "残疾", "怀孕", "孕期"];

/// Whether a column of this name says what a person is.
pub fn is_sensitive(key: &str) -> bool {
    PARTS.iter().any(|part| key.contains(part)) || words(key).any(|word| is_word(&word))
}

fn is_word(word: &str) -> bool {
    WORDS.contains(&word)
}

/// The words of a name: `ageBand`, `age_band` and `Age band` are all `age` and `band`.
fn words(key: &str) -> impl Iterator<Item = String> {
    let mut spaced = String::new();
    let mut small = false;
    for letter in key.chars() {
        if letter.is_uppercase() && small {
            spaced.push(' ');
        }
        small = letter.is_lowercase();
        spaced.push(if letter.is_alphanumeric() { letter } else { ' ' });
    }
    let words: Vec<String> = spaced.split_whitespace().map(str::to_lowercase).collect();
    words.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_by_their_words() {
        for key in
            ["gender", "Age", "age_band", "viewerSex", "观众性别", "年龄段", "Marital status"]
        {
            assert!(is_sensitive(key), "{key}");
        }
        for key in
            ["PageValues", "pages", "stage", "message", "region", "Sexton", "评论数", "past_spend"]
        {
            assert!(!is_sensitive(key), "{key}");
        }
    }
}
