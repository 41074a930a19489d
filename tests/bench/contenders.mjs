// Who is measured, each with its page.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const here = (name) => fileURLToPath(new URL(`page/${name}`, import.meta.url));

/** In this order in each round and in each table; ratios are to the first. */
export const CONTENDERS = [
  { name: 'limit', made: true },
  { name: 'codemirror', made: true },
  // Loading alone takes it about ten seconds at L.
  { name: 'recogito', made: true, sizes: ['S', 'M', 'L'], most: { L: 1 } },
  { name: 'gloss', driver: 'gloss.js' },
];

/** What is put into a contender's page before its own scripts. */
export const scripts = ({ driver }) => ['clock.js', 'pointing.js', driver].filter(Boolean).map((name) => readFileSync(here(name), 'utf8'));

export const address = ({ name, made }) => (made ? `${process.env.GLOSS_PAGES_URL}${name}/index.html` : process.env.GLOSS_URL);

/** Bundles the pages that were made for this benchmark, as they would be published. */
export async function makePages(names) {
  for (const { name } of CONTENDERS.filter(({ name, made }) => made && names.includes(name))) {
    const folder = `${process.env.GLOSS_PAGES}/${name}`;
    mkdirSync(folder, { recursive: true });
    await build({
      entryPoints: [here(`${name}.js`)],
      outfile: `${folder}/page.js`,
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'chrome123',
      define: { 'process.env.NODE_ENV': '"production"' },
      logLevel: 'warning',
    });
    const links = '<link rel="stylesheet" href="page.css"><script type="module" src="page.js"></script>';
    writeFileSync(`${folder}/index.html`, `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title>${links}\n`);
  }
}
