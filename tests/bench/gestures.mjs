// What a person's hands do: the mouse, the keyboard and the clipboard, all real.
import { within } from './within.mjs';

/** Drags over words and presses a label's key; from the key to the frame that shows the mark, and to the one that counts it. */
export async function dragAndKey(page, count, atTheEnd) {
  const times = [];
  for (let line = 0; line < count; line++) {
    const { from, to, y } = await page.evaluate(
      async ([line, atTheEnd]) => {
        bench.scroller().scrollTop = atTheEnd ? bench.scroller().scrollHeight : 0;
        await bench.settle();
        return bench.wordsToDrag(contender.article(), line);
      },
      [line, Boolean(atTheEnd)],
    );
    await page.mouse.move(from, y);
    await page.mouse.down();
    await page.mouse.move((from + to) / 2, y);
    await page.mouse.move(to, y);
    await page.evaluate(() => bench.armDrag());
    await page.mouse.up();
    await page.keyboard.press('1');
    times.push(await within(page.evaluate(() => bench.awaited()), 25_000, 'a drag and a key are answered'));
  }
  return times;
}

/** Pastes a text in place of what is there; from the paste to the frame that shows it. */
export async function paste(page, text) {
  await page.evaluate((words) => navigator.clipboard.writeText(words), text);
  const field = await page.evaluate(() => contender.field());
  await page.locator(field).focus();
  await page.keyboard.press('Control+A');
  await page.evaluate(() => bench.arm('paste', () => contender.pasted(), 'the pasted text is shown', 60_000));
  await page.keyboard.press('Control+V');
  return within(page.evaluate(() => bench.awaited()), 70_000, 'the pasted text is shown');
}
