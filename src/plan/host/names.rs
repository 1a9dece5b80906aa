//! Names of hosts as people type them.

/// The names in a text, with 、 or a comma, a semicolon or a line end between them.
pub fn host_names(text: &str) -> Vec<String> {
    let parts: Vec<String> =
        text.split(['、', ',', '，', ';', '；', '\n']).map(str::to_owned).collect();
    each_once(&parts)
}

/// Names without the space around them, each once, in the order given.
pub fn each_once(given: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in given.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::host_names;

    #[test]
    fn names_are_read_as_people_type_them() {
        assert_eq!(host_names(" 晴天、小满 ,A/B，; 晴天"), ["晴天", "小满", "A/B"]);
        assert!(host_names(" 、 ").is_empty());
    }
}
