// Input of the canvas page. Every event stops here, in the capture phase: Ebiten would keep Tab, shortcuts, wheel and
// touch from the browser. What means something to the canvas is handed to the program, the rest stays the browser's.

import { chosen, dropped } from '../kit/dropped.js';

const BLOCKED = ['keyup', 'mousedown', 'mouseup', 'mousemove', 'wheel', 'touchstart', 'touchmove', 'touchend', 'contextmenu'];

/** program() gives the functions of the program, or null; post sends a message to the page. */
export function listen(program, post) {
  wheel(program);
  fingers(program);
  for (const type of BLOCKED) addEventListener(type, (event) => event.stopImmediatePropagation(), { capture: true, passive: true });
  pointer(program);
  keys(program, post);
  files(post);
}

const NOTCH = 0.0022; // by which the logarithm of the zoom grows with a pixel of the wheel
const PINCH = 0.01; // and of a pinch on a touchpad, which comes as a wheel with Ctrl
const LINE = 16; // pixels of a wheel that counts lines

// Sideways columns move. Up and down spreads the plane, where the page around has nothing to scroll, or the canvas has the focus, or Ctrl is held.
function wheel(program) {
  addEventListener('wheel', (event) => {
    const { deltaX, deltaY, deltaMode, shiftKey, ctrlKey, metaKey } = event;
    const across = shiftKey && !deltaX ? deltaY : deltaX;
    if (across && (shiftKey || Math.abs(across) > Math.abs(deltaY))) {
      program()?.scroll(Math.sign(across));
      return;
    }
    if (!ctrlKey && !metaKey && !document.hasFocus() && pageScrolls()) return;
    const by = deltaY * (deltaMode ? LINE : 1) * (ctrlKey && Math.abs(deltaY) < 40 ? PINCH : NOTCH);
    if (program()?.zoom(event.clientX, event.clientY, Math.exp(-by))) event.preventDefault();
  }, { capture: true, passive: false });
}

const scrolls = ({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1;
const pageScrolls = () => scrolls(parent.document.scrollingElement);
const columnScrolls = () => scrolls(frameElement.closest('.stage') ?? parent.document.body); // of the page around

const draws = () => document.querySelector('canvas').style.touchAction === 'none'; // a tool is chosen: canvas.js

let held = false; // the plane is under a finger that moves it

// Two fingers move and spread the plane. The browser would scroll the page with them. One finger moves it where it is spread: sideways on
// a page that scrolls, which goes up and down itself, and to all sides on one that does not.
function fingers(program) {
  let before = null; // {x, y, apart}: the middle, and how far from one to the other
  const now = ([a, b]) => ({ x: (a.clientX + b.clientX) / 2, y: (a.clientY + b.clientY) / 2, apart: Math.max(8, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)) });
  const options = { capture: true, passive: false };
  addEventListener('touchstart', ({ touches }) => { before = touches.length === 2 ? now(touches) : null; }, options);
  addEventListener('touchend', () => { before = null; }, options);
  addEventListener('touchmove', (event) => {
    if (event.touches.length === 1 && held && !pageScrolls() && !columnScrolls()) event.preventDefault();
    if (event.touches.length !== 2 || !before) return;
    const next = now(event.touches);
    if (program()?.pinch(before.x, before.y, next.x - before.x, next.y - before.y, next.apart / before.apart)) event.preventDefault();
    before = next;
  }, options);
}

const CLICK = 8; // pixels within which a press and a release are a click
const DRAG = 4; // and beyond which it is a drag

const upright = (a, b) => Math.abs(a.clientY - b.clientY) >= Math.abs(a.clientX - b.clientX);

// A click is a press and a release at about the same place: also a tap, which a browser tells from scrolling.
function pointer(program) {
  let pressed = null;
  let drags = false; // what lies below the press moves with the pointer
  let moved = false; // and has begun to
  const far = (event) => Math.hypot(event.clientX - pressed.clientX, event.clientY - pressed.clientY);
  const options = { capture: true, passive: true };
  addEventListener('pointermove', (event) => {
    if (!pressed || !drags || !event.isPrimary) {
      if (event.isPrimary) program()?.move(event.clientX, event.clientY);
      return;
    }
    if (!moved && held && far(event) > 1 && upright(event, pressed) && !draws() && (pageScrolls() || columnScrolls())) { // it is the page's
      drags = held = false;
      program()?.release();
      return;
    }
    moved ||= far(event) > DRAG;
    if (moved) program()?.drag(event.clientX, event.clientY);
  }, options);
  addEventListener('pointerdown', (event) => {
    if (!event.isPrimary) { // two fingers are no click
      pressed = null;
      held = false;
      program()?.release();
      return;
    }
    pressed = event.button === 0 ? event : null;
    moved = false;
    drags = !!pressed && !!program()?.press(event.clientX, event.clientY, event.pointerType === 'touch', event.shiftKey);
    held = drags && event.pointerType === 'touch';
    program()?.move(event.clientX, event.clientY);
  }, options);
  addEventListener('pointerup', (event) => {
    const still = pressed && far(event) < CLICK && !(drags && moved);
    if (pressed && drags) program()?.release();
    pressed = null;
    held = false;
    if (still) program()?.click(event.clientX, event.clientY);
    if (event.pointerType === 'touch') program()?.leave();
  }, options);
  addEventListener('pointercancel', () => { // the page scrolls
    if (pressed && drags) program()?.release();
    pressed = null;
    held = false;
    program()?.leave();
  }, options);
  document.documentElement.addEventListener('pointerleave', () => program()?.leave());
  addEventListener('blur', () => program()?.leave());
}

function keys(program, post) {
  addEventListener('keydown', (event) => {
    event.stopImmediatePropagation();
    if (event.key === 'Tab' || /^F\d+$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (program()?.key(event.key, event.shiftKey)) event.preventDefault();
    else if (!event.repeat) post({ kind: 'key', key: event.key, shift: event.shiftKey });
  }, { capture: true });
}

// Files may be dropped anywhere on the page, so also here; they belong to the page.
function files(post) {
  const carries = (event) => event.dataTransfer?.types.includes('Files');
  let depth = 0; // dragenter and dragleave come for every element
  const enter = (to) => {
    if ((depth > 0) !== (to > 0)) post({ kind: 'drag', over: to > 0 });
    depth = Math.max(0, to);
  };
  const take = (given) => {
    if (given.length > 0) post({ kind: 'files', files: given.map(({ file }) => file), paths: given.map(({ path }) => path) });
  };
  addEventListener('dragenter', (event) => carries(event) && enter(depth + 1), true);
  addEventListener('dragleave', (event) => carries(event) && enter(depth - 1), true);
  addEventListener('dragover', (event) => {
    event.stopImmediatePropagation();
    if (!carries(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  }, true);
  addEventListener('drop', (event) => {
    event.stopImmediatePropagation();
    enter(0);
    if (!carries(event)) return;
    event.preventDefault();
    dropped(event.dataTransfer, (count) => post({ kind: 'counted', count })).then(take, () => {}); // what cannot be read is nothing
  }, true);
  addEventListener('paste', (event) => take(chosen(event.clipboardData?.files)), true);
}
