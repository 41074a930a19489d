//! A small server for the finished site, on this machine only.

use crate::{
    error::Error,
    mime::content_type,
    policy::{headers, lifetime},
    project::Project,
};
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};
use tiny_http::{Header, Method, Request, Response, Server as Http};

/// How many requests are answered at once: a browser that closes a page in the middle of a file may hold one for long.
const THREADS: usize = 32;
/// How many ports are tried, from the first on.
const PORTS: u16 = 20;

/// The site is served at the root and in this folder too, so that tests see whether it depends on where it is.
pub const FOLDER: &str = "some/folder/";

/// A server that is running until it is dropped.
pub struct Server {
    http: Arc<Http>,
    /// Where the page is.
    pub address: String,
}

impl Server {
    /// Serves `dist/` at a port or the next free one; 0 takes any.
    ///
    /// # Errors
    /// When no port is free.
    pub fn start(project: &Project, port: u16) -> Result<Self, Error> {
        let http = Arc::new(listen(port)?);
        let port = http.server_addr().to_ip().map_or(port, |address| address.port());
        let dist = Arc::new(project.dist());
        for _ in 0..THREADS {
            let (http, dist) = (Arc::clone(&http), Arc::clone(&dist));
            thread::spawn(move || {
                while let Ok(request) = http.recv() {
                    // A browser that has gone away is no fault of ours.
                    let _ = answer(request, &dist);
                }
            });
        }
        Ok(Self {
            http,
            address: format!("http://127.0.0.1:{port}/"),
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for _ in 0..THREADS {
            self.http.unblock();
        }
    }
}

fn listen(first: u16) -> Result<Http, Error> {
    let mut refusal = String::new();
    for port in first..=first.saturating_add(PORTS) {
        match Http::http(("127.0.0.1", port)) {
            Ok(http) => return Ok(http),
            Err(reason) => refusal = reason.to_string(),
        }
    }
    Err(Error::Port { first, reason: refusal })
}

fn answer(request: Request, dist: &Path) -> io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(with_headers(
            Response::from_string("Only GET and HEAD.\n").with_status_code(405),
        ));
    }
    let found = file(request.url()).and_then(|file| Some((fs::read(dist.join(&file)).ok()?, file)));
    let Some((bytes, file)) = found else {
        return request.respond(with_headers(
            Response::from_string("Not found.\n").with_status_code(404),
        ));
    };
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let mut response = Response::from_data(bytes).with_chunked_threshold(usize::MAX);
    for (name, value) in [
        ("Content-Type", content_type(&name)),
        ("Cache-Control", lifetime(&name)),
    ] {
        response.add_header(header(name, value));
    }
    request.respond(with_headers(response))
}

/// The file that a URL's path means, as a path below the site's folder.
///
/// `None` for whatever could lead out of it, and for hidden files.
fn file(url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = decode(path.strip_prefix(FOLDER).unwrap_or(path))?;
    if path.is_empty() {
        return Some(PathBuf::from("index.html"));
    }
    let plain = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':', '\0']);
    path.split('/').all(plain).then(|| path.split('/').collect())
}

/// Text without its percent signs; `None` if they stand for no UTF-8.
fn decode(text: &str) -> Option<String> {
    let mut bytes = vec![];
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            bytes.push(u8::try_from(digit()? * 16 + digit()?).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn with_headers<R: io::Read>(mut response: Response<R>) -> Response<R> {
    for (name, value) in headers() {
        response.add_header(header(name, &value));
    }
    response
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).unwrap_or_else(|()| unreachable!("{name} is plain ASCII"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        io::{Read, Write},
        net::TcpStream,
    };

    #[test]
    fn a_path_below_the_folder_or_nothing() {
        let check = |url: &str, expected: Option<&str>| assert_eq!(file(url), expected.map(PathBuf::from), "{url}");
        check("/", Some("index.html"));
        check("/?a=b", Some("index.html"));
        check("/some/folder/", Some("index.html"));
        check("/some/folder/style-1.css", Some("style-1.css"));
        check("/data/a%20b.json?c#d", Some("data/a b.json"));
        check("/%C3%A9.txt", Some("é.txt"));
        for bad in [
            "",
            "x",
            "*",
            "//",
            "//etc/passwd",
            "/../Cargo.toml",
            "/a/../../b",
            "/%2e%2e/b",
            "/..%2fb",
            "/%2Fetc",
            "/a//b",
            "/.git/config",
            "/a/.",
            "/a\\..\\b",
            "/%5C..%5Cb",
            "/C:/b",
            "/a%00b",
            "/%",
            "/%4",
            "/%GG",
            "/%+1",
            "/%FF",
            "/some/folder/../../b",
            "/some/folder//etc/passwd",
        ] {
            check(bad, None);
        }
    }

    #[test]
    fn headers_are_sent() {
        let root = std::env::temp_dir().join(format!("gloss-server-{}", std::process::id()));
        fs::create_dir_all(root.join("dist")).unwrap();
        fs::write(root.join("dist/index.html"), "<p>Hello</p>").unwrap();
        let server = Server::start(
            &Project {
                root: root.clone(),
                target: root.clone(),
            },
            0,
        )
        .unwrap();
        let ask = |line: &str| {
            let address = server.address.strip_prefix("http://").unwrap().trim_end_matches('/');
            let mut stream = TcpStream::connect(address).unwrap();
            write!(
                stream,
                "{line} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
            )
            .unwrap();
            let mut text = String::new();
            stream.read_to_string(&mut text).unwrap();
            text
        };
        let page = ask("GET /");
        assert!(page.starts_with("HTTP/1.1 200 "), "{page}");
        assert!(page.ends_with("<p>Hello</p>"), "{page}");
        assert!(page.contains("Content-Type: text/html; charset=utf-8\r\n"), "{page}");
        assert!(page.contains("Cache-Control: no-cache\r\n"), "{page}");
        assert!(page.contains("frame-ancestors 'none'"), "{page}");
        assert!(ask("HEAD /").starts_with("HTTP/1.1 200 "));
        assert!(ask("GET /absent.js").starts_with("HTTP/1.1 404 "));
        assert!(ask("POST /").starts_with("HTTP/1.1 405 "));
        fs::remove_dir_all(root).unwrap();
    }
}
