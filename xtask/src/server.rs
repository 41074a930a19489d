//! A small server for the finished site, on this machine only.

use crate::{
    error::Error,
    mime::content_type,
    policy::{headers, lifetime},
    project::Project,
};
use oxhttp::{
    Server as Http,
    model::{Body, Method, Request, Response, Uri},
};
use std::{
    fs,
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
};

/// How many ports are tried, from the first on.
const PORTS: u16 = 20;

/// The site is served at the root and in this folder too, so that tests see whether it depends on where it is.
pub const FOLDER: &str = "some/folder/";

/// A server that is running as long as this program.
pub struct Server {
    /// Where the page is.
    pub address: String,
}

impl Server {
    /// Serves `dist/` at a port or the next free one; 0 takes any.
    ///
    /// # Errors
    /// When no port is free.
    pub fn start(project: &Project, port: u16) -> Result<Self, Error> {
        let port = free(port)?;
        let dist = project.dist();
        // A thread for each connection: browsers hold many, and long.
        let http = Http::new(move |request| answer(request, &dist)).bind((Ipv4Addr::LOCALHOST, port));
        http.spawn().map_err(|refusal| Error::Port {
            first: port,
            reason: refusal.to_string(),
        })?;
        let address = format!("http://127.0.0.1:{port}/");
        Ok(Self { address })
    }
}

/// A port that nobody uses: the first, or one of those after it.
fn free(first: u16) -> Result<u16, Error> {
    let mut reason = String::new();
    for port in first..=first.saturating_add(PORTS) {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).and_then(|listener| listener.local_addr()) {
            Ok(address) => return Ok(address.port()),
            Err(refusal) => reason = refusal.to_string(),
        }
    }
    Err(Error::Port { first, reason })
}

fn answer(request: &Request<Body>, dist: &Path) -> Response<Body> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return response(405, "text/plain", "no-cache", b"Only GET and HEAD.\n".to_vec());
    }
    let found = file(&path_and_query(request.uri())).and_then(|file| Some((fs::read(dist.join(&file)).ok()?, file)));
    let Some((bytes, file)) = found else {
        return response(404, "text/plain", "no-cache", b"Not found.\n".to_vec());
    };
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let bytes = if *request.method() == Method::HEAD {
        vec![]
    } else {
        bytes
    };
    response(200, content_type(&name), lifetime(&name), bytes)
}

fn path_and_query(uri: &Uri) -> String {
    uri.path_and_query().map_or_else(String::new, ToString::to_string)
}

fn response(status: u16, kind: &str, lifetime: &str, bytes: Vec<u8>) -> Response<Body> {
    let mut response = Response::builder()
        .status(status)
        .header("Content-Type", kind)
        .header("Cache-Control", lifetime);
    for (name, value) in headers() {
        response = response.header(name, value);
    }
    response
        .body(Body::from(bytes))
        .unwrap_or_else(|_| unreachable!("all headers are plain ASCII"))
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
        fs::write(root.join("dist/gloss-0123456789abcdef.js"), "").unwrap();
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
        let says = |answer: &str, name: &str, value: &str| {
            let said: Vec<&str> = answer
                .lines()
                .filter_map(|line| line.split_once(": "))
                .filter(|(header, _)| header.eq_ignore_ascii_case(name))
                .map(|(_, value)| value)
                .collect();
            assert_eq!(said, [value], "{name}, in {answer}");
        };
        says(&page, "content-type", "text/html; charset=utf-8");
        says(&page, "cache-control", "no-cache");
        let script = ask("GET /gloss-0123456789abcdef.js");
        says(&script, "content-type", "text/javascript; charset=utf-8");
        says(&script, "cache-control", "public, max-age=31536000, immutable");
        // What hosts are told to send with every file, once.
        for answer in [page, script, ask("GET /absent.js")] {
            for (name, value) in headers() {
                says(&answer, name, &value);
            }
        }
        assert!(ask("HEAD /").starts_with("HTTP/1.1 200 "));
        assert!(ask("GET /absent.js").starts_with("HTTP/1.1 404 "));
        assert!(ask("POST /").starts_with("HTTP/1.1 405 "));
        fs::remove_dir_all(root).unwrap();
    }
}
