//! Requests of HTTP/1.1, as far as a browser needs them to load files.

use std::io::{self, BufRead};

/// In bytes. Browsers send less than 2 KiB; more comes from something else.
const LONGEST_HEAD: u64 = 16 << 10;

#[derive(Debug, Default)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// As sent: with `%20` and the query.
    target: String,
    /// Names in lower case.
    headers: Vec<(String, String)>,
}

impl Request {
    /// Reads a request line and its headers. `None` where the other side closes without a whole request: browsers
    /// open connections ahead of need.
    pub(crate) fn read(stream: impl BufRead) -> io::Result<Option<Request>> {
        let mut lines = stream.take(LONGEST_HEAD).lines();
        let Some(first) = lines.next().transpose()? else { return Ok(None) };
        let mut words = first.split(' ').map(str::to_owned);
        let (Some(method), Some(target)) = (words.next(), words.next()) else { return Ok(None) };
        let mut headers = Vec::new();
        for line in lines {
            let line = line?;
            if line.is_empty() {
                return Ok(Some(Request { method, target, headers }));
            }
            let Some((name, value)) = line.split_once(':') else { return Ok(None) };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        Ok(None)
    }

    /// The value of a header, empty where it is missing. The name is in lower case.
    pub(crate) fn header(&self, name: &str) -> &str {
        let header = self.headers.iter().find(|(header, _)| header == name);
        header.map_or("", |(_, value)| value)
    }

    /// The decoded path without the slash that begins it: `pkg/pullquote.js`. `None` where it is not UTF-8.
    pub(crate) fn path(&self) -> Option<String> {
        let path = self.target.split(['?', '#']).next().unwrap_or_default();
        decoded(path.trim_start_matches('/'))
    }
}

/// `a%20b` → `a b`
fn decoded(text: &str) -> Option<String> {
    let mut pieces = text.split('%');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let (code, rest) = piece.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(code, 16).ok()?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Request> {
        Request::read(text.as_bytes()).expect("memory can be read")
    }

    #[test]
    fn a_request_has_a_method_a_path_and_headers() {
        let request = read("GET /pkg/a%20b.js?v=1 HTTP/1.1\r\nHost: localhost:1\r\nX:  y \r\n\r\n").unwrap();
        assert_eq!(request.method, "GET");
        assert_eq!(request.path().as_deref(), Some("pkg/a b.js"));
        assert_eq!(
            [request.header("host"), request.header("x"), request.header("z")],
            ["localhost:1", "y", ""]
        );
    }

    #[test]
    fn what_is_no_request_is_none() {
        for text in ["", "GET", "GET / HTTP/1.1\r\nHost: a\r\n", "GET / HTTP/1.1\r\nHost\r\n\r\n"] {
            assert!(read(text).is_none(), "{text}");
        }
        let endless = format!("GET / HTTP/1.1\r\nHost: {}\r\n\r\n", "a".repeat(20 << 10));
        assert!(read(&endless).is_none());
    }

    #[test]
    fn paths_that_cannot_be_decoded_are_none() {
        for path in ["/%", "/%2", "/%zz", "/%ff"] {
            let request = read(&format!("GET {path} HTTP/1.1\r\n\r\n")).unwrap();
            assert_eq!(request.path(), None, "{path}");
        }
    }
}
