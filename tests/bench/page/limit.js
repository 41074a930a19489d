// The least that a page must do: hand-written on the CSS Custom Highlight API, without any framework, file format,
// list or history. What no annotator in this browser can beat by much.
import './page.css';
import { LABELS, annotator, plain } from './annotator.js';

/** Each chunk is a box for the browser to skip, which costs on every frame: not too many, and none too small. */
const [MOST, LEAST] = [512, 2048];
/** What a line holds and how high it is, for the estimate of a chunk's height. */
const [LINE, HEIGHT] = [105, 24];
/** How far beyond the window annotations are registered, in parts of its height. */
const MARGIN = 0.25;

const article = document.createElement('div');
article.id = 'text';
document.body.append(article);
const style = new CSSStyleSheet();
style.replaceSync('#text > div { content-visibility: auto; }');
document.adoptedStyleSheets.push(style);

let [lines, chunks, all, highlights, observer] = [[], [], new Map(), {}, null];
let made = 0;

/** A line is a text node that knows where it starts and in which chunk. */
function show(text, annotations) {
  observer?.disconnect();
  [lines, chunks, all] = [[], [], new Map()];
  const least = Math.max(LEAST, text.length / MOST);
  const boxes = document.createDocumentFragment();
  let [start, chunk] = [0, null];
  for (const words of text.split('\n')) {
    if (!chunk || start - chunk.start >= least) {
      chunk = { start, element: document.createElement('div'), height: 0, near: false, annotations: new Set() };
      chunk.element.chunk = chunk;
      chunks.push(chunk);
      boxes.append(chunk.element);
    }
    const node = document.createTextNode(words);
    Object.assign(node, { start, chunk });
    lines.push(node);
    const paragraph = document.createElement('p');
    paragraph.append(node);
    chunk.element.append(paragraph);
    chunk.height += Math.max(1, Math.ceil(words.length / LINE)) * HEIGHT;
    start += words.length + 1;
  }
  for (const { element, height } of chunks) element.style.containIntrinsicSize = `auto ${height}px`;
  article.replaceChildren(boxes);
  for (const label of LABELS) {
    highlights[label] = new Highlight();
    CSS.highlights.set(label, highlights[label]);
  }
  for (const annotation of annotations) {
    all.set(annotation.id, annotation);
    lineAt(annotation.start).chunk.annotations.add(annotation);
  }
  observe();
}

/** The first chunks are registered at once, so that the first frame has their annotations. */
function observe() {
  let top = 0;
  for (const chunk of chunks) {
    if (top > innerHeight * (1 + MARGIN)) break;
    near(chunk, true);
    top += chunk.height;
  }
  const moved = (entries) => entries.forEach(({ target, isIntersecting }) => near(target.chunk, isIntersecting));
  observer = new IntersectionObserver(moved, { rootMargin: `${MARGIN * 100}% 0px` });
  for (const { element } of chunks) observer.observe(element);
}

function near(chunk, is) {
  if (chunk.near === is) return;
  chunk.near = is;
  chunk.annotations.forEach(is ? register : unregister);
}

function register(annotation) {
  const line = lineAt(annotation.start);
  annotation.range ??= new StaticRange({
    startContainer: line,
    startOffset: annotation.start - line.start,
    endContainer: line,
    endOffset: annotation.end - line.start,
  });
  highlights[annotation.label].add(annotation.range);
}

function unregister(annotation) {
  highlights[annotation.label].delete(annotation.range);
}

function lineAt(offset) {
  let [low, high] = [0, lines.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (lines[middle].start <= offset) low = middle;
    else high = middle;
  }
  return lines[low];
}

/** A selection may end in a paragraph rather than in its text. */
function offsetOf(node, offset) {
  return node.nodeType === Node.TEXT_NODE ? node.start + offset : node.firstChild.start;
}

window.contender = annotator({
  show,
  make(label) {
    const selection = getSelection();
    if (selection.isCollapsed) return null;
    const { startContainer, startOffset, endContainer, endOffset } = selection.getRangeAt(0);
    const [start, end] = [offsetOf(startContainer, startOffset), offsetOf(endContainer, endOffset)];
    selection.removeAllRanges();
    made += 1;
    return { id: `n${made}`, start, end, label };
  },
  add(annotation) {
    all.set(annotation.id, annotation);
    const { chunk } = lineAt(annotation.start);
    chunk.annotations.add(annotation);
    if (chunk.near) register(annotation);
  },
  hide(annotation) {
    all.delete(annotation.id);
    lineAt(annotation.start).chunk.annotations.delete(annotation);
    unregister(annotation);
  },
  drawn: ({ label, range }) => highlights[label].has(range),
  file: () => plain(all.values()),
  begin: () => article.firstChild.firstChild.textContent.slice(0, 20),
  contender: {
    count: () => all.size,
    article: () => article,
    points({ start, end }) {
      const line = lineAt(start);
      return [line, start - line.start, line, end - line.start];
    },
  },
});
