// Random kills after random actions: nothing that the page showed as saved is missing afterwards.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { article } from '../desk.ts';
import { kill, launch } from '../faults/profile.ts';
import { BESIDE, crash, desk, list, saved } from '../faults/ways.ts';
import { act, begin, beginAnother } from './actions.ts';
import { chance } from './chance.ts';
import { missing, note } from './compare.ts';
import type { Document } from './document.ts';

const RUNS = Number(process.env.GLOSS_RUNS);
const SEED = Number(process.env.GLOSS_SEED);

/** After so many kills another document is begun, large and small by turns. */
const EACH = 10;

const KINDS = ['crash', 'SIGKILL', 'close', 'reload', 'navigate'] as const;

/** How long the last key took until the page said "Saved", in milliseconds. */
const took = (page: Page): Promise<number | null> => page.evaluate(() => (window as unknown as { took: number | null }).took);

async function start(folder: string): Promise<BrowserContext> {
  const browser = await launch(folder);
  await browser.addInitScript(() => {
    const times: { took: number | null } = Object.assign(window, { took: null });
    let [pressed, words] = [0, ''];
    addEventListener(
      'keydown',
      (event) => {
        times.took = null;
        pressed = event.timeStamp;
      },
      true,
    );
    new MutationObserver(() => {
      const before = words;
      words = document.querySelector('.kept')?.textContent ?? '';
      if (words === 'Saved' && before !== 'Saved') times.took = performance.now() - pressed;
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  return browser;
}

test(`${RUNS} random kills from seed ${SEED}`, async () => {
  const random = chance(SEED);
  const folder = mkdtempSync(join(tmpdir(), 'gloss-kills-'));
  const tally = new Map(KINDS.map((kind) => [kind, { runs: 0, saved: 0, missing: 0 }]));
  const times: number[] = [];
  const documents: Document[] = [];
  const heading = (): string => `Article ${documents.length + 1}`;
  let browser = await start(folder);
  try {
    let page = await browser.newPage();
    await page.goto('./');
    for (let run = 0; run < RUNS; run++) {
      let document = documents.at(-1)!;
      if (run % EACH === 0) {
        const large = (run / EACH) % 2 === 1;
        document = await (document ? beginAnother(page, heading(), large) : begin(page, heading(), large));
        documents.push(document);
        await saved(page);
        document.saved = 0;
      }
      const kind = random.of(KINDS);
      const tallied = tally.get(kind)!;
      for (let more = 1 + random.below(5); more > 0; more--) {
        if (random.below(30) === 0) {
          document = await beginAnother(page, heading(), random.below(3) === 0);
          documents.push(document);
        } else {
          await act(page, document, random);
        }
        if (random.below(2)) {
          await saved(page);
          const time = await took(page);
          if (document.large && time !== null) times.push(time);
        }
        tallied.saved += await note(page, document);
      }
      await page.waitForTimeout(random.below(4) * 20);
      [browser, page] = await end(kind, browser, page, folder);
      tallied.runs += 1;
      await expect(article(page).or(page.getByRole('textbox', { name: 'Article text' }))).toBeVisible();
      // One that was begun and never shown as saved may not be there.
      if (document.saved < 0 && !(await article(page).textContent())?.startsWith(document.heading)) {
        documents.pop();
        document = documents.at(-1)!;
      }
      tallied.missing += await missing(page, document, `run ${run + 1}, ${kind}`);
    }
    // What was worked on earlier is there, too.
    let lost = 0;
    for (const document of documents.slice(0, -1)) {
      await desk(page);
      const wanted = list(page).getByRole('button', { name: new RegExp(`^${document.heading}\\b`) });
      const more = page.getByRole('button', { name: /^Show more/ });
      await expect(wanted.or(more).first()).toBeVisible();
      // So many are not all listed at once.
      if (!(await wanted.isVisible())) await more.click();
      await wanted.click();
      lost += await missing(page, document, 'at the end');
    }
    console.log(`seed ${SEED}; ${documents.length} documents, of which ${lost} saved actions are missing at the end`);
    for (const [kind, { runs, saved, missing }] of tally) {
      console.log(`${kind.padEnd(8)} ${String(runs).padStart(4)} runs, ${String(saved).padStart(5)} actions shown as saved, ${missing} of them missing`);
    }
    const at = (share: number): string => `${times.sort((a, b) => a - b)[Math.floor(times.length * share)]?.toFixed(1)} ms`;
    console.log(`from a key to "Saved" at 300 kB: p50 ${at(0.5)}, p95 ${at(0.95)}, of ${times.length}`);
    expect([...tally.values()].reduce((sum, { missing }) => sum + missing, lost), 'saved actions that are missing').toBe(0);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});

/** Ends the page, and opens it again. */
async function end(kind: (typeof KINDS)[number], browser: BrowserContext, page: Page, folder: string): Promise<[BrowserContext, Page]> {
  if (kind === 'SIGKILL') {
    await kill(browser, folder);
    browser = await start(folder);
    page = await browser.newPage();
  } else if (kind === 'crash' || kind === 'close') {
    // The empty page that the browser began with keeps it open.
    await (kind === 'crash' ? crash(page) : page.close());
    page = await browser.newPage();
  } else if (kind === 'navigate') {
    await page.goto(BESIDE);
  }
  await (kind === 'reload' ? page.reload() : page.goto('./'));
  return [browser, page];
}
