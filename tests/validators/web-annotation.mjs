// Recogito's own code reads the annotations that Gloss wrote as W3C Web Annotations.
//
// Recogito counts UTF-16 code units where the standard wants code points, so its
// offsets are compared as what they are: the numbers that stand in the file, which
// are held against the text here, counted in code points.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseW3CTextAnnotation } from '@recogito/text-annotator';

const folder = process.argv[2];
const version = JSON.parse(readFileSync(new URL('node_modules/@recogito/text-annotator/package.json', import.meta.url), 'utf8')).version;
const read = (...path) => JSON.parse(readFileSync(join(folder, ...path), 'utf8'));
let spans = 0;
let refused = 0;
const names = readdirSync(join(folder, 'web-annotation'));
for (const name of names) {
  const page = read('web-annotation', name);
  const own = read('gloss', name.replace('.jsonld', '.json'));
  const text = [...own.document.text];
  const expected = own.annotations.map(({ start, end, label }) => `${start} ${end} ${label}`);
  const found = [];
  for (const item of page.items.filter(({ motivation }) => motivation !== 'linking')) {
    spans += 1;
    const { parsed, error } = parseW3CTextAnnotation(item);
    const [selector] = parsed?.target.selector ?? [];
    const quote = selector && text.slice(selector.start, selector.end).join('');
    if (error || quote !== selector.quote) {
      refused += 1;
      console.log(`${name}: ${error ?? `"${quote}" is not "${selector?.quote}"`}`);
      continue;
    }
    const tag = parsed.bodies.find(({ purpose }) => purpose === 'tagging');
    found.push(`${selector.start} ${selector.end} ${tag?.value}`);
  }
  if (found.join('\n') !== expected.join('\n')) {
    refused += 1;
    console.log(`${name}: not what Gloss has`);
  }
}
console.log(`Recogito ${version}: ${names.length} documents, ${spans} spans, ${refused} refused`);
process.exit(refused || !spans ? 1 : 0);
