// How fast rules in the page of Gloss read a text for suggestions, and what they fetch for it.
import { brotliCompressSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { OPTIONS } from './cell.mjs';
import { article, repeat } from './corpus.mjs';
import { within } from './within.mjs';

export const TEXTS = { '2 kB': 2_200, '100 kB': 100_000, '1 MB': 1_000_000 };

/** What may be fetched later than the page, for suggestions and for the search in the list of places. */
const DATA = /\.(tsv|txt)$/;

/**
 * Watches from the next press of `g` until suggestions are marked in the article, and until the first of them is looked
 * at, each drawn: how long that is, and the longest time between two frames meanwhile, in milliseconds; how many are
 * marked in view.
 */
const watch = () => {
  window.suggested = new Promise((resolve) => {
    addEventListener(
      'keydown',
      () => {
        const start = performance.now();
        const drawn = (then) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => then(performance.now() - start);
          port2.postMessage(null);
        };
        let [last, longest, marked, seen] = [start, 0, undefined, false];
        const look = () => {
          const now = performance.now();
          [last, longest] = [now, Math.max(longest, now - last)];
          const marks = document.querySelectorAll('mark.suggested').length;
          if (marks && !seen) {
            seen = true;
            drawn((time) => (marked = time));
          }
          if (!document.querySelector('.card.suggested')) return requestAnimationFrame(look);
          drawn((card) => resolve({ marked, card, longest, marks }));
        };
        requestAnimationFrame(look);
      },
      { once: true, capture: true },
    );
  });
};

/** Rows {row, samples} of a text each: the first time, when the data is fetched, and later ones. */
export async function suggestions(runs) {
  const cells = [];
  for (const [row, length] of Object.entries(TEXTS)) {
    const browser = await chromium.launch(OPTIONS);
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      const fetched = [];
      page.on('response', (response) => DATA.test(response.url()) && fetched.push(response.url()));
      await page.goto(process.env.GLOSS_URL);
      const samples = { first: [], marked: [], again: [], gap: [], data: [] };
      let gap = 0;
      for (let run = 0; run <= runs; run++) {
        // Another text each time: the same one would be known.
        const text = `${run}. ${repeat(`${article}\n`, length).trim()}`;
        // At once: to type or fill in a megabyte takes Playwright longer than all else.
        await page.getByRole('textbox', { name: 'Article text' }).evaluate((field, text) => {
          field.value = text;
          field.dispatchEvent(new Event('input', { bubbles: true }));
        }, text);
        await page.getByRole('button', { name: 'Annotate' }).click();
        await page.getByRole('button', { name: 'Suggest', exact: true }).waitFor();
        // What is fetched and drawn after the article has time to be.
        await page.waitForTimeout(run ? 1_500 : 5_000);
        await page.evaluate(watch);
        await page.keyboard.press('g');
        const { marked, card, longest, marks } = await within(page.evaluate(() => window.suggested), 120_000, 'there are suggestions');
        if (!marks) throw new Error('no suggestion is marked');
        samples[run ? 'again' : 'first'].push(card);
        if (run) samples.marked.push(marked);
        gap = Math.max(gap, longest);
        await page.getByRole('button', { name: 'New', exact: true }).click();
      }
      samples.gap.push(gap);
      samples.data.push(await compressed(fetched));
      console.error(`suggestions ${row}: ${samples.again.map((time) => time.toFixed(0)).join(', ')} ms`);
      cells.push({ row, column: 'gloss', samples });
    } catch (error) {
      cells.push({ row, column: 'gloss', samples: {}, failure: error.message.split('\n')[0] });
    } finally {
      await browser.close();
    }
  }
  return cells;
}

/** In kB of 1,000 bytes, with brotli 11. */
async function compressed(urls) {
  let bytes = 0;
  for (const url of new Set(urls)) {
    const body = Buffer.from(await (await fetch(url)).arrayBuffer());
    bytes += brotliCompressSync(body).length;
  }
  return bytes / 1000;
}
