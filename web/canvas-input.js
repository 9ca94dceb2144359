// Input of the canvas page. Every event stops here, in the capture phase: Ebiten would keep Tab, shortcuts, wheel and
// touch from the browser. What means something to the canvas is handed to the program, the rest stays the browser's.

const BLOCKED = ['keyup', 'mousedown', 'mouseup', 'mousemove', 'wheel', 'touchstart', 'touchmove', 'touchend', 'contextmenu'];

/** program() gives the functions of the program, or null; post sends a message to the page. */
export function listen(program, post) {
  for (const type of BLOCKED) addEventListener(type, (event) => event.stopImmediatePropagation(), { capture: true, passive: true });
  pointer(program);
  keys(program, post);
  files(post);
}

// A click is a press and a release at about the same place: also a tap, which a browser tells from scrolling.
function pointer(program) {
  let pressed = null;
  const options = { capture: true, passive: true };
  addEventListener('pointermove', (event) => program()?.move(event.clientX, event.clientY), options);
  addEventListener('pointerdown', (event) => {
    pressed = event.isPrimary && event.button === 0 ? event : null;
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
  const take = (list) => {
    const found = [...(list || [])];
    if (found.length > 0) post({ kind: 'files', files: found });
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
    take(event.dataTransfer.files);
  }, true);
  addEventListener('paste', (event) => take(event.clipboardData?.files), true);
}
