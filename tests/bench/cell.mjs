// One contender at one size, in a browser of its own with an empty profile.
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { chromium } from '@playwright/test';
import { address, scripts } from './contenders.mjs';
import { dragAndKey, paste } from './gestures.mjs';
import { within } from './within.mjs';

/** How long a cell may take, in milliseconds. */
const LIMIT = 120_000;

/** How the browser is started. */
export const OPTIONS = {
  executablePath: process.env.GLOSS_CHROMIUM || undefined,
  // Chromium's sandbox refuses to run as root, as which containers run.
  chromiumSandbox: process.getuid?.() !== 0,
  args: [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-gpu',
    '--disable-quic',
    '--disable-sync',
    '--no-first-run',
  ],
};

/**
 * The samples of each metric, by its name. `does` says what to measure: {all, spots, drags, scroll}, the last in
 * milliseconds. What fails ends the cell: `failure` says why, and what was measured before is kept.
 */
export async function cell(contender, corpus, does) {
  const samples = {};
  let browser;
  try {
    browser = await within(chromium.launch(OPTIONS), 30_000, 'the browser starts');
    await within(measure(browser, contender, corpus, does, samples), LIMIT, 'the cell ends');
    return { samples, version: browser.version() };
  } catch (error) {
    const failure = error.message.split('\n')[0].replace(/^page\.evaluate: (Error: )?/, '');
    return { samples, version: browser?.version(), failure };
  } finally {
    // A page that hangs may not let it close; the next cell must run all the same.
    await within(browser?.close(), 10_000, 'the browser closes').catch(() => {});
  }
}

async function measure(browser, contender, corpus, does, samples) {
  const url = address(contender);
  // Of the pages here only Gloss is written for the strict policy that the server sends.
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, bypassCSP: Boolean(contender.made) });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(url).origin });
  for (const content of scripts(contender)) await context.addInitScript({ content });
  const page = await context.newPage();
  const ask = (what, todo, argument) => within(page.evaluate(todo, argument), LIMIT, what);
  const broken = new Promise((_, reject) => {
    page.on('crash', () => reject(new Error('the page crashed')));
    page.on('pageerror', (error) => reject(new Error(`the page threw: ${error.message}`)));
  });
  await Promise.race([broken, run()]);

  async function run() {
    await page.goto(url);
    samples['navigation'] = [await ask('the page can be used', () => bench.usable)];
    if (does.all) samples['transfer'] = [await transfer(await page.evaluate(named))];
    const { text, annotations } = corpus;
    await ask('the text is handed over', ([text, annotations]) => contender.prepare(text, annotations), [text, annotations]);
    const load = await ask('it is loaded', () => bench.load(60_000));
    samples['load'] = [load.shown];
    if (load.listed) samples['listed'] = [load.listed];
    same(await page.evaluate(() => contender.count()), annotations.length, 'annotations are shown');
    if (does.all) {
      await memory(browser, context, page, samples);
      const { time, count } = await ask('it is saved', () => bench.save());
      same(count, annotations.length, 'annotations are in the file');
      samples['export'] = [time];
      if (await page.evaluate(() => Boolean(contender.reopen))) {
        await ask('its file is made', () => contender.reopen());
        samples['import'] = [(await ask('its file is opened', () => bench.load(60_000))).shown];
      }
    }
    const { fps, longest } = await ask('it is scrolled', (time) => bench.scroll(time), does.scroll);
    samples['fps'] = [fps];
    samples['longest'] = [longest];
    const changes = await ask('words are tagged', ([spots, tagOnly]) => bench.changes(spots, tagOnly), [corpus.spots, !does.all]);
    samples['tag'] = changes.map(({ tag }) => tag.frame);
    samples['script'] = changes.map(({ tag }) => tag.script);
    if (does.all) {
      samples['remove'] = changes.map(({ remove }) => remove.frame);
      samples['undo'] = changes.map(({ undo }) => undo.frame);
    }
    const drags = await dragAndKey(page, does.drags, corpus.end);
    samples['drag'] = drags.map(([marked]) => marked);
    samples['counted'] = drags.map(([, counted]) => counted);
    if (does.all) samples['paste'] = [await paste(page, text)];
  }
}

function same(found, expected, what) {
  if (found !== expected) throw new Error(`${found} of ${expected} ${what}`);
}

/** What the page names and what that imports: all that it needs to be used. Parts that scripts fetch follow after that. */
const named = () => {
  const files = performance.getEntriesByType('resource').filter(({ initiatorType }) => initiatorType !== 'fetch');
  return [...new Set(files.map(({ name }) => name))];
};

/** The bytes of scripts, styles and modules with brotli 11, in kB; known after a contender's first cell. */
const transferred = new Map();
async function transfer(urls) {
  let bytes = 0;
  for (const url of urls.filter((url) => /\.(js|css|wasm)$/.test(url))) {
    if (!transferred.has(url)) {
      const body = Buffer.from(await (await fetch(url)).arrayBuffer());
      const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
      transferred.set(url, brotliCompressSync(body, { params }).length);
    }
    bytes += transferred.get(url);
  }
  return bytes / 1000;
}

/** In MB of 2^20 bytes, after garbage was collected. How much memory a process has, only Linux tells. */
async function memory(browser, context, page, samples) {
  const [ours, all] = [await context.newCDPSession(page), await browser.newBrowserCDPSession()];
  await ours.send('Performance.enable');
  await ours.send('HeapProfiler.collectGarbage');
  const { metrics } = await ours.send('Performance.getMetrics');
  samples['heap'] = [metrics.find(({ name }) => name === 'JSHeapUsedSize').value / 2 ** 20];
  await ours.send('Performance.disable');
  if (process.platform !== 'linux') return;
  const { processInfo } = await all.send('SystemInfo.getProcessInfo');
  const kilobytes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]));
  samples['rss'] = [Math.max(...kilobytes) / 1024];
}
