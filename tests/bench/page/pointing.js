// Finds words that a mouse can be dragged over; put into a page with clock.js.
bench.wordsToDrag = (article, line) => {
  const box = article.getBoundingClientRect();
  const [top, left] = [Math.max(box.top, 0) + 40 + line * 48, Math.max(box.left, 0)];
  const right = Math.min(box.right, innerWidth);
  /** Some words in one text node, with white space around and on one line; about 20 characters. */
  const near = (x, y) => {
    const caret = document.caretPositionFromPoint(x, y);
    const node = caret?.offsetNode;
    if (node?.nodeType !== Node.TEXT_NODE || !article.contains(node)) return null;
    const found = /(?<=\s)\S(?:.{8,20})\S(?=\s)/u.exec(node.data.slice(caret.offset, caret.offset + 80));
    if (!found) return null;
    const range = document.createRange();
    range.setStart(node, caret.offset + found.index);
    range.setEnd(node, caret.offset + found.index + found[0].length);
    const boxes = range.getClientRects();
    if (boxes.length !== 1 || boxes[0].width < 40 || boxes[0].bottom > innerHeight) return null;
    const { left, right, top, height } = boxes[0];
    return { from: left + 1, to: right - 1, y: top + height / 2 };
  };
  for (const start of [top, Math.max(box.top, 0)]) {
    for (let y = start; y < Math.min(box.bottom, innerHeight); y += 6) {
      for (let x = left + 20; x < right; x += 60) {
        const words = near(x, y);
        if (words) return words;
      }
    }
  }
  throw new Error('no words are in view that a mouse could be dragged over');
};
