// A host of the page whose release can be changed, as people change it: by putting other files in the folder.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The finished page. */
export const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** The files of a release whose names have hashes. */
export const hashed = (folder: string): string[] => readdirSync(folder).filter((name) => /[-_][0-9a-f]{16}[-_.]/.test(name));

export interface Host {
  url: string;
  /** The paths that were asked for. */
  asked: string[];
  /** Serves another folder from now on. */
  serve(folder: string): void;
  /** Has browsers keep nothing by themselves. */
  forgetful: boolean;
  /** Serves something else at some paths. */
  instead: Map<string, { status?: number; type?: string; body?: string | Buffer }>;
  /** Answers nobody any more. */
  close(): Promise<void>;
}

/** Serves a folder with what its `_headers` say, which is how Netlify and others do it. */
export async function host(folder: string): Promise<Host> {
  const asked: string[] = [];
  const instead: Host['instead'] = new Map();
  const answering: Host = {
    url: '',
    asked,
    instead,
    forgetful: false,
    serve: (other) => {
      folder = other;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url!, 'http://localhost').pathname.slice(1) || 'index.html';
    asked.push(path);
    const file = join(folder, path);
    const other = instead.get(path);
    const found = other?.body !== undefined || (existsSync(file) && statSync(file).isFile());
    for (const [name, value] of headers(folder, path)) response.setHeader(name, value);
    if (answering.forgetful) response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Content-Type', other?.type ?? TYPES[extname(path)] ?? 'application/octet-stream');
    response.writeHead(other?.status ?? (found ? 200 : 404));
    response.end(found ? (other?.body ?? readFileSync(file)) : 'Not found.');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  answering.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return answering;
}

/** What `_headers` say of a path. */
function headers(folder: string, path: string): [string, string][] {
  const found: [string, string][] = [];
  let fits = false;
  for (const line of readFileSync(join(folder, '_headers'), 'utf8').split('\n')) {
    if (!line.startsWith(' ')) {
      fits = line === '/*' || line === `/${path}`;
    } else if (fits) {
      const [, name, value] = /^ +([^:]+): (.*)$/.exec(line)!;
      found.push([name!, value!]);
    }
  }
  return found;
}

const sha256 = (bytes: Buffer, encoding: 'hex' | 'base64'): string => createHash('sha256').update(bytes).digest(encoding);

/**
 * Another release in a folder of its own: every part of the program has other bytes, and so another name. Its page says
 * "release 2" in its title until the program has started.
 */
export function another(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gloss-release-'));
  cpSync(DIST, folder, { recursive: true });
  const renamed: [string, string][] = [];
  const read = (name: string): Buffer => readFileSync(join(folder, name));
  const change = (name: string, bytes: Buffer): void => {
    const before = sha256(readFileSync(join(DIST, name)), 'base64');
    const after = name.replace(/[0-9a-f]{16}/, sha256(bytes, 'hex').slice(0, 16));
    writeFileSync(join(folder, name), bytes);
    renameSync(join(folder, name), join(folder, after));
    renamed.push([name, after], [before, sha256(bytes, 'base64')]);
  };
  const now = (text: string): string => renamed.reduce((text, [before, after]) => text.replaceAll(before, after), text);
  const names = hashed(DIST);
  // A section that WebAssembly ignores: its kind, length, and a name that is empty.
  const ignored = Buffer.from([0, 1, 0]);
  for (const name of names.filter((name) => name.endsWith('.wasm'))) change(name, Buffer.concat([read(name), ignored]));
  for (const name of names.filter((name) => name.endsWith('.css'))) change(name, Buffer.from(`${read(name)}\n`));
  for (const name of names.filter((name) => name.endsWith('.js'))) change(name, Buffer.from(`${now(read(name).toString())}\n`));
  const index = now(read('index.html').toString()).replace(/<title>[^<]*/, '<title>release 2');
  renamed.push([sha256(read('index.html'), 'base64'), sha256(Buffer.from(index), 'base64')]);
  writeFileSync(join(folder, 'index.html'), index);
  for (const name of ['service-worker.js', '_headers']) writeFileSync(join(folder, name), now(read(name).toString()));
  const worker = read('service-worker.js').toString();
  writeFileSync(join(folder, 'service-worker.js'), worker.replace(/\b[0-9a-f]{16}\b(?=["'],)/, '2'.repeat(16)));
  return folder;
}

/** Removes a folder that `another` made. */
export const remove = (folder: string): void => rmSync(folder, { recursive: true });
