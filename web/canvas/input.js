// Input of the canvas page. Every event stops here, in the capture phase: Ebiten would keep Tab, shortcuts, wheel and
// touch from the browser. What means something to the canvas is handed to the program, the rest stays the browser's.

import { chosen, dropped } from '../kit/dropped.js';

const BLOCKED = ['keyup', 'mousedown', 'mouseup', 'mousemove', 'wheel', 'touchstart', 'touchmove', 'touchend', 'contextmenu'];

/** program() gives the functions of the program, or null; post sends a message to the page. */
export function listen(program, post) {
  wheel(program);
  for (const type of BLOCKED) addEventListener(type, (event) => event.stopImmediatePropagation(), { capture: true, passive: true });
  pointer(program);
  keys(program, post);
  files(post);
}

// Sideways only: up and down is the page's.
function wheel(program) {
  addEventListener('wheel', ({ deltaX, deltaY, shiftKey }) => {
    const across = shiftKey && !deltaX ? deltaY : deltaX;
    if (across && (shiftKey || Math.abs(across) > Math.abs(deltaY))) program()?.scroll(Math.sign(across));
  }, { capture: true, passive: true });
}

// A click is a press and a release at about the same place: also a tap, which a browser tells from scrolling.
function pointer(program) {
  let pressed = null;
  let drags = false; // what lies below the press moves with the pointer
  const options = { capture: true, passive: true };
  addEventListener('pointermove', (event) => {
    if (pressed && drags) program()?.drag(event.clientX, event.clientY);
    else program()?.move(event.clientX, event.clientY);
  }, options);
  addEventListener('pointerdown', (event) => {
    pressed = event.isPrimary && event.button === 0 ? event : null;
    drags = !!pressed && !!program()?.press(event.clientX, event.clientY);
    program()?.move(event.clientX, event.clientY);
  }, options);
  addEventListener('pointerup', (event) => {
    const still = pressed && Math.hypot(event.clientX - pressed.clientX, event.clientY - pressed.clientY) < 8;
    pressed = null;
    if (still) program()?.click(event.clientX, event.clientY);
    if (event.pointerType === 'touch') program()?.leave();
  }, options);
  addEventListener('pointercancel', () => {
    pressed = null;
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
    dropped(event.dataTransfer).then(take, () => {}); // what cannot be read is nothing
  }, true);
  addEventListener('paste', (event) => take(chosen(event.clipboardData?.files)), true);
}
