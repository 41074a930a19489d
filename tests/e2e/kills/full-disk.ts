// The disk is full for a while: nothing that the page showed as saved, before or after that, is missing at the next start.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { kept } from '../desk.ts';
import { launch } from '../faults/profile.ts';
import { saved } from '../faults/ways.ts';
import { act, begin } from './actions.ts';
import { chance } from './chance.ts';
import { missing, note } from './compare.ts';

/** How often the disk is full, each time with a restart of the browser after it. */
const ROUNDS = 4;

/** Adds to a file until there is no room for another byte. */
function fill(path: string): void {
  const file = openSync(path, 'a');
  for (let size = 1 << 20; size >= 1; ) {
    try {
      writeSync(file, Buffer.alloc(size, 1));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      size >>= 1;
    }
  }
  closeSync(file);
}

/** What the bar says of the keeping of the work, and how it explains that. */
const said = (page: Page): Promise<{ words: string; title: string }> =>
  kept(page).evaluate(({ textContent, title }: HTMLElement) => ({ words: textContent ?? '', title }));

test('the disk is full for a while', async () => {
  const random = chance(Number(process.env.GLOSS_SEED));
  const disk = mkdtempSync(join(tmpdir(), 'gloss-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', disk], { encoding: 'utf8' });
  const filler = join(disk, 'filler');
  let [rounds, lost, stuck] = [0, 0, 0];
  try {
    if (mounted.status !== 0) {
      const why = mounted.error?.message ?? mounted.stderr.trim();
      console.log(`NOT DONE: a full disk, since no disk of 64 MB can be mounted here (${why}); root can`);
      test.skip(true, why);
    }
    let browser = await launch(disk);
    let page = browser.pages()[0]!;
    await page.goto('./');
    const document = await begin(page, 'Article 1', false);
    await saved(page);
    document.saved = 0;
    const some = async (least: number): Promise<void> => {
      for (let more = least + random.below(4); more > 0; more--) {
        await act(page, document, random);
        await note(page, document);
      }
    };
    for (let round = 1; round <= ROUNDS; round++) {
      await some(1);
      fill(filler);
      // Until it is full, too, what the browser has of room behind the last record; it may make more by letting go of files.
      let now = await said(page);
      for (let more = 40; more > 0 && now.words !== 'Not saved'; more--) {
        await some(1);
        now = await said(page);
      }
      if (now.words === 'Not saved') {
        expect(now.title).toMatch(/free space on the disk/i);
        rounds += 1;
      }
      await some(1);
      rmSync(filler);
      await some(1);
      const back = await expect(kept(page)).toHaveText('Saved', { timeout: 60_000 }).then(() => true, () => false);
      if (back) {
        await some(2);
        await saved(page);
        await note(page, document);
      } else {
        stuck += 1;
        console.log(`round ${round}: a minute after there was room nothing is saved: ${await kept(page).getAttribute('title')}`);
      }
      const { saved: shown } = document;
      await browser.close();
      browser = await launch(disk);
      page = browser.pages()[0]!;
      await page.goto('./');
      lost += await missing(page, document, `round ${round}`);
      console.log(`round ${round}: ${shown} actions that were shown as saved`);
    }
    await browser.close();
    expect(rounds, 'rounds in which the disk was full').toBeGreaterThan(0);
    expect(lost, 'saved actions that are missing').toBe(0);
    expect(stuck, 'rounds after which nothing was saved although there was room').toBe(0);
  } finally {
    spawnSync('umount', ['--lazy', disk]);
    rmSync(disk, { recursive: true, force: true, maxRetries: 5 });
  }
});
