// Whether what was shown as saved is there.
import { expect, type Page } from '@playwright/test';
import { article, kept } from '../desk.ts';
import { saved } from '../faults/ways.ts';
import { file, settle, type Document } from './document.ts';

/** Notes whether the page shows everything that was done as saved; how many actions more are shown so now. */
export async function note(page: Page, document: Document): Promise<number> {
  if ((await kept(page).textContent()) !== 'Saved') return 0;
  const before = Math.max(document.saved, 0);
  document.saved = document.states.length - 1;
  return document.saved - before;
}

/** How many of the actions that were shown as saved are missing in the document that is shown; each is said. */
export async function missing(page: Page, document: Document, when: string): Promise<number> {
  await expect(article(page), `${when}: ${document.heading}, of which ${document.saved} actions were shown as saved`).toContainText(document.heading);
  await saved(page);
  const last = document.states[document.saved]?.did;
  const missing = settle(document, await file(page));
  for (const what of missing) console.log(`${when}, ${document.heading}: missing: ${what}; what was shown as saved last: ${last}`);
  return missing.length;
}
