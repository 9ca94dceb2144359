// Films: what was recorded of the run, or any pictures one after the other, as a GIF by the program for pictures or as a WebM by the browser.

import { fault } from '../../kit/words.js';

const MOST = 60; // pictures of a film
const WEBM = ['video/webm;codecs=vp9', 'video/webm;codecs=vp8', 'video/webm'];

/** At most MOST of a list, evenly spread, the first and the last among them. */
export function some(list, most = MOST) {
  if (list.length <= most) return [...list];
  return Array.from({ length: most }, (_, i) => list[Math.round((i * (list.length - 1)) / (most - 1))]);
}

/** The kind of WebM that this browser writes; '' where it writes none. */
export function webmKind() {
  const { MediaRecorder } = globalThis;
  return (MediaRecorder && HTMLCanvasElement.prototype.captureStream && WEBM.find((kind) => MediaRecorder.isTypeSupported(kind))) || '';
}

/** The bytes of a GIF of the pictures that draw(i) puts on a canvas, which it gives. delay, last: how long one stands, and the last, ms. */
export async function gif(program, n, draw, { delay, last, link, told }) {
  const files = [];
  let w = 0;
  let h = 0;
  for (let i = 0; i < n; i++) {
    const canvas = await draw(i);
    ({ width: w, height: h } = canvas);
    files.push(new Blob([canvas.getContext('2d').getImageData(0, 0, w, h).data]));
  }
  const { buffers } = await program.ask('film', { w, h, delay: Math.round(delay / 10), last: Math.round(last / 10), link, sizes: files.map(({ size }) => size) }, { files, told });
  return new Uint8Array(buffers[0]);
}

/** The bytes of a WebM of the same, recorded while it plays: it takes as long as the film. */
export async function webm(n, draw, { delay, last }) {
  const kind = webmKind();
  if (!kind) throw fault('film_no_webm');
  const first = await draw(0);
  const screen = document.createElement('canvas');
  Object.assign(screen, { width: first.width, height: first.height });
  const stream = screen.captureStream(0);
  const [track] = stream.getVideoTracks();
  const recorder = new MediaRecorder(stream, { mimeType: kind, videoBitsPerSecond: 6e6 });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const over = new Promise((resolve, reject) => {
    recorder.onstop = resolve;
    recorder.onerror = ({ error }) => reject(error);
  });
  recorder.start();
  const ctx = screen.getContext('2d');
  for (let i = 0; i < n; i++) {
    ctx.drawImage(i === 0 ? first : await draw(i), 0, 0);
    track.requestFrame();
    await new Promise((resolve) => { setTimeout(resolve, i === n - 1 ? last : delay); });
  }
  recorder.stop();
  await over;
  track.stop();
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/**
 * The frames of the run that were recorded at steps, [{frame, metrics}]: each is shown for a moment, and then what was shown before. on(event, fn)
 * hears the engine.
 */
export async function recordedFrames(request, on, steps, { before, told = () => {} }) {
  const found = [];
  let latest = null;
  const end = on('snapshot', ({ buffer, moment }) => { if (moment) latest = buffer.slice(0); });
  try {
    for (const [i, step] of steps.entries()) {
      latest = null;
      const { metrics } = await request('seek', { steps: step, name: 'nearest' });
      if (latest) found.push({ frame: latest, metrics });
      told({ done: i + 1, total: steps.length });
    }
  } finally {
    end();
    if (before) await request('seek', { steps: before.step, name: before.exact ? 'exact' : 'nearest' }).catch(() => {});
    else await request('now').catch(() => {});
  }
  if (!found.length) throw fault('film_nothing');
  return found;
}
