// What a page does that a page of Gloss never does.
import { type Page } from '@playwright/test';

/** What the browser says against the page, and whether anything of what people wrote ran or became part of the page. */
export async function watch(page: Page): Promise<() => Promise<string[]>> {
  const said: string[] = [];
  page.on('dialog', (dialog) => {
    said.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (/content security policy|trusted ?types/i.test(message.text())) said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(`thrown: ${error.message}`));
  page.on('popup', () => said.push('a window'));
  await page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(window, { violations });
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => violations.push(`${violatedDirective}: ${blockedURI}`));
  });
  return async () => [...said, ...(await page.evaluate(() => (window as unknown as { violations: string[] }).violations)), ...(await strangers(page))];
}

/** Elements that Gloss never makes, and attributes that would run. */
export const strangers = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const kinds = 'a, area, audio, base, embed, foreignObject, frame, iframe, img, math, meta[http-equiv=refresh], object, script:not([type=module][src]), source, style, template, video';
    const found = [...document.querySelectorAll('*')].filter((element) => element.matches(kinds) || [...element.attributes].some(({ name }) => name.startsWith('on')));
    return found.map((element) => `in the page: ${element.outerHTML.slice(0, 200)}`);
  });
