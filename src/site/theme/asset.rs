//! Assets as they are sent, and their names.

/// A script without indentation and without lines that are comments. Knows no strings of several lines: the scripts of the
/// search have none.
pub fn without_comments(script: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(script.len());
    let mut within = false;
    for line in String::from_utf8_lossy(script).lines().map(str::trim) {
        within |= line.starts_with("/**");
        if !within && !line.is_empty() && !line.starts_with("//") {
            out.extend_from_slice(line.as_bytes());
            out.push(b'\n');
        }
        within &= !line.ends_with("*/");
    }
    out
}

/// `css/site.css` → `assets/site.1a2b3c4d.css`.
pub fn hashed(path: &str, bytes: &[u8]) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let hash = blake3::hash(bytes).to_hex();
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("assets/{stem}.{}.{extension}", &hash[..8]),
        None => format!("assets/{name}.{}", &hash[..8]),
    }
}

/// `assets/site.1a2b3c4d.css` → `site_css`, as templates name it.
pub fn plain_name(path: &str) -> String {
    let name = path.strip_prefix("assets/").unwrap_or(path);
    let parts: Vec<_> = name.split('.').collect();
    match parts.as_slice() {
        [stem, _, extension] => format!("{stem}_{extension}"),
        _ => name.to_string(),
    }
    .replace('-', "_")
}
