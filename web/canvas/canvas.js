// The host of the Ebiten canvas inside its iframe: starts canvas.wasm, passes frames and input in, labels and messages out.
//
// From the page:  {kind: 'snapshot', buffer}  {kind: 'view', json}  {kind: 'runs', json}  {kind: 'unpin'}
//                 {kind: 'fly', window: [x0, x1, y0, y1]} or {factor}   a part of the latent plane, [0, 0, 0, 0] for all of it
//                 {kind: 'tool', tool: 'box' | 'lasso' | ''}            what a drag over it does
//                 {kind: 'selected', images}  {kind: 'route', points, at}
//                 {kind: 'thumbs', images, clean, output, w, h, c, step}   images that were asked for, none where there is no answer
// To the page:    {kind: 'ready', build, software}   a frame is drawn, by the processor or not; view and snapshots are welcome, again after each reload
//                 {kind: 'probe', x, y, pin}  {kind: 'leave'}  {kind: 'unpin'}  {kind: 'axis', axis: 'x' | 'y'}
//                 {kind: 'step', step}        a step of the loss curve was clicked
//                 {kind: 'room', room}        so many tiles of the grid find room in a row
//                 {kind: 'window', x0, x1, y0, y1, whole}   this part of the plane is seen
//                 {kind: 'cursor', x, y, image, away}       keys moved the latent cursor; the nearest point
//                 {kind: 'select', outline}   points are selected by what was drawn around them
//                 {kind: 'thumbs', images}    these held-out images are to be shown
//                 {kind: 'key', key, shift}   a key that means nothing here
//                 {kind: 'drag', over}  {kind: 'files', files, paths}  {kind: 'counted', count}   files over the canvas, dropped or pasted
//                 {kind: 'lost'}  {kind: 'dpr'}   the canvas is about to reload itself
//                 {kind: 'failed', text, code}

import { asset, build, manifest } from '../kit/assets.js';
import { listen } from './input.js';
import { showLabels } from './labels.js';
import { fault, say } from '../kit/words.js';

const RELOADS = 3; // after lost contexts, within a minute
const KEY = 'bottleneck.canvas.lost';

let go = null; // the functions of the program, once it runs
let failed = false;

function post(message) {
  if (parent !== window) parent.postMessage(message, location.origin);
}

function fail(reason, code = '') {
  if (failed) return;
  failed = true;
  go = null;
  const message = document.getElementById('message');
  message.textContent = say('canvas_not_shown', { why: reason });
  message.hidden = false;
  document.getElementById('labels').replaceChildren();
  for (const canvas of document.querySelectorAll('canvas')) canvas.hidden = true;
  post({ kind: 'failed', text: reason, code });
}

// Ebiten asks for the next animation frame all the time. It gets one only when there is something to draw, so that an
// idle canvas costs nothing.
const nextFrame = window.requestAnimationFrame.bind(window);
let parked = null;
let wanted = true;
window.requestAnimationFrame = (callback) => {
  if (!wanted) {
    parked = callback;
    return 0;
  }
  wanted = false;
  return nextFrame((time) => {
    cleared = false;
    callback(time);
  });
};

function wake() {
  wanted = true;
  if (!parked) return;
  const callback = parked;
  parked = null;
  window.requestAnimationFrame(callback);
}

// Ebiten asks for gamepads in each frame, and from the first time on the browser looks for them sixty times a second, which takes two
// per cent of a processor. There is nothing to steer here.
navigator.getGamepads = () => null;

// Ebiten's drawing buffer, asked for with the browser's defaults, has four samples a pixel, and a depth. The program's soft edges are
// in its textures, and what it draws is flat.
const BUFFER = { antialias: false, depth: false, stencil: false };
const getContext = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, options) {
  if (kind !== 'webgl2') return getContext.call(this, kind, options);
  const gl = getContext.call(this, kind, { ...options, ...BUFFER });
  if (gl && !Object.hasOwn(gl, 'drawElements')) clearAtOnce(gl);
  return gl;
};

// Ebiten clears the screen by painting nothing over all of it, before the program paints. Without a GPU that takes 5 ms, and WebGL's
// own way next to nothing. The first two triangles on the screen are that: they replace what is there, and the program's lie over
// it, so that Ebiten cannot join them.
let cleared = false; // in this frame
function clearAtOnce(gl) {
  let screen = true;
  const { bindFramebuffer, drawElements } = gl;
  gl.bindFramebuffer = (target, framebuffer) => {
    screen = !framebuffer;
    bindFramebuffer.call(gl, target, framebuffer);
  };
  gl.drawElements = (mode, count, ...rest) => {
    const first = screen && !cleared;
    if (first) {
      cleared = true;
      gl.clear(gl.COLOR_BUFFER_BIT);
    }
    if (!first || count !== 6) drawElements.call(gl, mode, count, ...rest);
  };
}

/** Whether the processor draws, by the name of what does. */
function drawnBySoftware(canvas) {
  const gl = canvas.getContext('webgl2'); // Ebiten's
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  const name = gl?.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(name || '');
}

window.canvasHost = {
  connect(functions) { go = functions; },
  ready() {
    const canvas = document.querySelector('canvas');
    canvas.tabIndex = 0;
    canvas.setAttribute('role', 'application');
    canvas.setAttribute('aria-label', say('canvas_keys'));
    post({ kind: 'ready', build, software: drawnBySoftware(canvas) });
  },
  labels: showLabels,
  post,
  wake,
  fail,
};

addEventListener('message', (event) => {
  if (event.origin !== location.origin || event.source !== parent || !go) return;
  checkRatio();
  const message = event.data || {};
  let fault = '';
  if (message.kind === 'snapshot') fault = go.snapshot(new Uint8Array(message.buffer));
  else if (message.kind === 'view') fault = go.view(message.json);
  else if (message.kind === 'runs') fault = go.runs(message.json);
  else if (message.kind === 'unpin') go.unpin();
  else plane(message);
  if (fault) console.warn(fault);
});

// What the page does with the latent plane.
function plane(message) {
  const bytes = ({ buffer }) => new Uint8Array(buffer);
  switch (message.kind) {
    case 'fly':
      if (message.factor) go.fly(message.factor);
      else go.fly(...message.window);
      break;
    case 'tool':
      go.tool(message.tool);
      // A finger that draws does not scroll.
      document.querySelector('canvas').style.touchAction = message.tool ? 'none' : '';
      break;
    case 'selected': go.selected(bytes(message.images)); break;
    case 'route': go.route(bytes(message.points), message.at); break;
    case 'thumbs': {
      const { images, clean, output, w, h, c, step } = message;
      go.thumbs(bytes(images), clean, output, w, h, c, step);
    }
  }
}

listen(() => go, post);

// A context that is lost comes back with a new page; one that is lost again and again does not.
addEventListener('webglcontextlost', (event) => {
  event.stopImmediatePropagation();
  event.preventDefault();
  const now = Date.now();
  const recent = lostTimes().filter((t) => now - t < 60000).concat(now);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(recent));
  } catch {
    // Without storage there is no count, and no end of tries.
  }
  if (recent.length > RELOADS) {
    fail(say('canvas_context_lost'));
    return;
  }
  post({ kind: 'lost' });
  location.reload();
}, true);

function lostTimes() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) || [];
  } catch {
    return [];
  }
}

// Ebiten reads the device's pixel ratio once: another zoom or monitor needs another page. The media query tells of it when
// the browser next lays out; a message or a resize may be earlier.
const ratio = devicePixelRatio;
let leaving = false;
function checkRatio() {
  if (devicePixelRatio === ratio || leaving || failed) return;
  leaving = true;
  post({ kind: 'dpr' });
  setTimeout(() => location.reload(), 200); // zooming comes in steps
}

// The program, once it is seen to be what the build has: compiled as it arrives, and its digest made of a second copy meanwhile.
async function compiled() {
  const file = asset('canvas.wasm');
  const digest = manifest.digests?.[file];
  const attempt = async (cache) => {
    const response = await fetch(file, { cache });
    if (!response.ok) throw fault('canvas_program_refused', { file: 'canvas.wasm', status: response.status });
    const copy = response.clone().arrayBuffer();
    const program = response.headers.get('content-type')?.startsWith('application/wasm') ? WebAssembly.compileStreaming(response) : copy.then((bytes) => WebAssembly.compile(bytes));
    program.catch(() => {}); // told below, where the digest is right
    if (digest && globalThis.crypto?.subtle) {
      const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', await copy));
      const found = `sha256-${btoa(String.fromCharCode(...sum))}`;
      if (found !== digest) throw fault('file_damaged', { file: 'canvas.wasm', why: found });
    }
    return program;
  };
  return attempt('default').catch((error) => (error.code === 'canvas_program_refused' ? Promise.reject(error) : attempt('reload')));
}

async function start() {
  if (!document.createElement('canvas').getContext('webgl2')) throw fault('canvas_without_webgl');
  const program = new globalThis.Go();
  const instance = await WebAssembly.instantiate(await compiled(), program.importObject);
  matchMedia(`(resolution: ${ratio}dppx)`).addEventListener('change', checkRatio);
  addEventListener('resize', checkRatio);
  await program.run(instance);
  throw fault('canvas_program_stopped');
}

start().catch((error) => fail(error.message, error.code));
