// The benchmark: Gloss beside other ways to annotate, in a real browser. `cargo xtask bench` builds and serves the
// pages, and starts this program with its options and with
//   GLOSS_URL        where Gloss is
//   GLOSS_PAGES      the folder for the other pages, and
//   GLOSS_PAGES_URL  where that is served
//   GLOSS_CHROMIUM   the browser, unless it is Playwright's own
//   GLOSS_RESULTS    the file for the tables, if it is a full run
// How each figure is taken: cell.mjs and page/clock.js.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { cell } from './cell.mjs';
import { CONTENDERS, makePages } from './contenders.mjs';
import { corpus } from './corpus.mjs';
import { HARD } from './hard.mjs';
import { contest, median, survey } from './report.mjs';
import { TEXTS, suggestions } from './suggestions.mjs';

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string' },
    only: { type: 'string' },
    runs: { type: 'string' },
    quick: { type: 'boolean' },
    hard: { type: 'boolean' },
    suggestions: { type: 'boolean' },
  },
});
const { GLOSS_URL, GLOSS_RESULTS } = process.env;
if (!GLOSS_URL || !options.sizes || !options.only || !options.runs) {
  throw new Error('Run this benchmark with: cargo xtask bench');
}

/** How many failed cells of a contender at a size are enough. */
const PATIENCE = 2;

const runs = Number(options.runs);
/** Hard texts are there to find what is far from right, not to be compared. */
const hardRuns = Math.min(runs, 3);
const does = options.quick
  ? { all: true, spots: 4, drags: 2, scroll: 1_000 }
  : { all: true, spots: 10, drags: 5, scroll: 3_000 };
const chosen = options.only.split(',');
const contenders = CONTENDERS.filter(({ name }) => chosen.includes(name));
let [version, failed] = ['', false];

/** Contenders take turns, so that a machine that is slow for a while is slow for all of them. */
async function rounds(row, many, takers, text, does) {
  const cells = [];
  for (let run = 0; run < many; run++) {
    for (const contender of takers) {
      const column = contender.name;
      const failed = cells.filter((cell) => cell.column === column && cell.failure).length;
      if (run >= (contender.most?.[row] ?? many) || failed >= PATIENCE) continue;
      const start = Date.now();
      const found = await cell(contender, text, does);
      version ||= found.version;
      cells.push({ row, column, ...found });
      const said = ['load', 'tag', 'drag', 'fps'].filter((metric) => found.samples[metric]);
      const figures = said.map((metric) => `${metric} ${median(found.samples[metric]).toFixed(1)}`);
      const seconds = ((Date.now() - start) / 1000).toFixed(1);
      console.error(`${row} ${run + 1}/${many} ${column}: ${[...figures, found.failure].filter(Boolean).join(', ')} (${seconds} s)`);
    }
  }
  return cells;
}

await makePages(chosen);
const tables = [];
for (const size of options.sizes.split(',')) {
  const text = corpus(size, does.spots);
  const takers = contenders.filter(({ sizes }) => sizes?.includes(size) ?? true);
  const cells = await rounds(size, runs, takers, text, does);
  failed ||= cells.some(({ failure }) => failure);
  const { length } = text.text;
  const title = `${size}: ${length.toLocaleString('en')} characters, ${text.annotations.length.toLocaleString('en')} annotations`;
  tables.push(contest(title, takers.map(({ name }) => name), cells));
}
if (options.hard) {
  const gloss = CONTENDERS.filter(({ name }) => name === 'gloss');
  const less = { ...does, all: false, spots: 4, drags: 3 };
  const cells = [];
  for (const { name, make, end } of HARD) {
    cells.push(...(await rounds(name, hardRuns, gloss, { ...make(less.spots), end }, less)));
  }
  failed ||= cells.some(({ failure }) => failure);
  const rows = HARD.map(({ name }) => name);
  tables.push(survey('Gloss with hard texts', rows, ['load', 'tag', 'drag', 'fps', 'longest'], cells));
}
if (options.suggestions) {
  const cells = await suggestions(Math.max(runs, 3));
  failed ||= cells.some(({ failure }) => failure);
  tables.push(survey('Suggestions', Object.keys(TEXTS), ['first', 'marked', 'again', 'gap', 'data'], cells));
}

const command = ['cargo xtask bench', ...process.argv.slice(2)].join(' ');
const head = `# Benchmark, ${new Date().toISOString().slice(0, 10)}

Chromium ${version}, headless, without a GPU; ${cpus().length} cores (${cpus()[0].model.trim()}). Made by \`${command}\`.
`;
const meaning = `What the numbers mean: medians over all runs (${runs}; of Recogito at L 1, of hard texts ${hardRuns}), and their ratios to the first column.
\`limit\` is hand-written JavaScript on the CSS Custom Highlight API that does the least a page can do: it has no list, form, checks
or file format, while the times of Gloss include all of its own. Contenders take turns, each time in a fresh browser; read ratios
within a table rather than milliseconds, which are this machine's. Loading ends with the second frame that has all of the text and
the annotations in view. "→ frame" ends in the first task after the frame that shows the change, so that it is not rounded up to
the screen's next frame; drag, key and paste are real input, while "tag" selects and tags by program, in one frame. Gloss shows
a change in the article first, and in its panel, which the others do not have, a frame later: the row "→ panel" ends there. Suggestions are
timed from their key until they are marked in the article ("→ marked") and until the first of them is looked at in the panel
("→ card"), each drawn; "at first" the data that rules go by is fetched and read, "again" it is there. Their longest frame is the
longest of all runs, the first among them, not a median.
`;
const report = [head, ...tables, meaning].join('\n');
console.log(`\n${report}`);
if (GLOSS_RESULTS) writeFileSync(GLOSS_RESULTS, report);
// A browser that could not be closed must not keep this program.
process.exit(failed ? 1 : 0);
